import { formatScalar, type ScalarType } from '../../src/edit/scalar.ts'
import { scalarSite } from '../../src/edit/sites.ts'
import { type Expected, verifyEdit } from '../../src/edit/verify.ts'
import { applyViewEdits, fileView } from '../../src/edit/view.ts'
import { parseYaml, type YamlDocument } from '../../src/edit/yaml-file.ts'
import { placeOfPath } from '../../src/edit/yaml-path.ts'
import { findByPath, parseValuePath } from '../../src/pins/value-path.ts'

/** The documents of a text that is valid. */
export function documentsOf(text: string): readonly YamlDocument[] {
  const parsed = parseYaml(fileView(text))
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.documents
}

export interface Replaced {
  readonly text: string
  readonly wrong: readonly string[]
}

/** Replaces the scalar at a path of the first document that has it, and proves the edit. */
export function replaceAt(text: string, path: string, value: string, type: ScalarType = 'string'): Replaced {
  const parsed = parseValuePath(path)
  if (!parsed.ok) throw new Error(parsed.message)
  for (const document of documentsOf(text)) {
    const [match] = findByPath(document, parsed.steps)
    const site = match && scalarSite(document, match.node)
    if (!site) continue
    const written = formatScalar(site, { value, type, quote: '"' })
    const edit = { start: site.start, end: site.end, text: written.source }
    const after = applyViewEdits(text, [{ view: site.view, edit }])
    const place = placeOfPath({ document: document.index, path: site.path })
    const expected: Expected[] = [{ place, value: written.value, mustBeString: type === 'string' }]
    return { text: after, wrong: verifyEdit(text, after, expected) }
  }
  throw new Error(`no scalar at ${path}`)
}
