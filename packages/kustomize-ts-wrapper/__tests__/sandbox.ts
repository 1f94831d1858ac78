import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder for one test, with these files, removed after it. */
export function createSandbox(files: Readonly<Record<string, string>> = {}): string {
  // kustomize shows real paths, and the temporary folder is a link on some systems.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kustomize-ts-wrapper-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) writeInto(folder, path, content)
  return folder
}

/** Another program in place of kustomize: a shell script. Gives its path. */
export function createProgram(script: string, name = 'kustomize'): string {
  const path = join(createSandbox(), name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}

function writeInto(folder: string, path: string, content: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** A kustomization of one ConfigMap, in this folder of the sandbox. */
export function configMapFiles(folder = '.', name = 'settings'): Record<string, string> {
  return {
    [join(folder, 'kustomization.yaml')]: 'resources: [config-map.yaml]\n',
    [join(folder, 'config-map.yaml')]:
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  greeting: hello\n`,
  }
}
