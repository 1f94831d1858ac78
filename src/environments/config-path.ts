/** A path's folders, and what the file's name says. */
export interface ConfigPath {
  readonly folders: readonly string[]
  /** The file's name without its extensions; missing for a folder and for a file that holds no configuration. */
  readonly stem?: string
  /** What `values` stands beside in the stem, and where. */
  readonly values?: ValuesName
}

export interface ValuesName {
  /** `dev` of `values-dev`, `values.dev`, `dev-values`, `dev.values`, `web-values-dev`. */
  readonly name: string
  /** `web` of `web-values-dev`. */
  readonly application?: string
  /** `values-dev`: the name comes last and alone, so any name is an environment. */
  readonly isPlain: boolean
}

const extension = /(?:\.auto)?\.tfvars(?:\.json)?$|\.(?:ya?ml|json)$/i
const template = /\.(?:gotmpl|tmpl|tpl)$/i
const encryption = /\.(?:enc|sops|dec)$/i

/** Takes a path apart. */
export function splitConfigPath(path: string): ConfigPath {
  const segments = path
    .split('/')
    .filter((segment, i, all) => (segment !== '' && segment !== '.') || i === all.length - 1)
  const stem = configStem(segments.at(-1) ?? '')
  const values = stem === undefined ? undefined : valuesName(stem)
  return {
    folders: segments.slice(0, -1),
    ...(stem === undefined ? {} : { stem }),
    ...(values === undefined ? {} : { values }),
  }
}

/** Whether a file can hold versions by its name: YAML, JSON, tfvars, or a `Kustomization` with no extension. */
export function isConfigFile(path: string): boolean {
  return configStem(path.slice(path.lastIndexOf('/') + 1)) !== undefined
}

function configStem(file: string): string | undefined {
  if (file === 'Kustomization' || file === 'kustomization') return 'kustomization'
  const name = file.replace(template, '')
  return extension.test(name) ? name.replace(extension, '').replace(encryption, '') : undefined
}

function valuesName(stem: string): ValuesName | undefined {
  const match = /^(?:(.+?)[-._])?values(?:[-._](.+))?$/i.exec(stem)
  if (match === null) return undefined
  const [, before, after] = match
  if (after === undefined) return before === undefined ? undefined : { name: before, isPlain: false }
  return before === undefined ? { name: after, isPlain: true } : { name: after, application: before, isPlain: false }
}
