import type { Addition } from '../edit/addition-site.ts'
import { addToDocument } from '../edit/additions.ts'
import { layoutOf } from '../edit/layout.ts'
import { mergeMaps, type NewMap, type NewNode, nestedMap } from '../edit/new-node.ts'
import { fileView } from '../edit/view.ts'
import { parseYaml, type YamlDocument } from '../edit/yaml-file.ts'
import { formatYamlPath, type YamlPath } from '../edit/yaml-path.ts'
import type { Problem } from '../errors.ts'
import { formatVersion, type Pin } from '../pins/pin.ts'
import type { ValueUpdate } from '../pins/value-input.ts'
import type { ImageUpdate } from '../versions/image-input.ts'
import type { PinPlan } from './change.ts'
import type { Creation } from './creations.ts'
import { neighbourStyles, newEntry } from './entry-style.ts'
import { type OverlayFacts, planExisting } from './existing-entry.ts'
import { describeTarget, renameOf } from './image-change.ts'
import { partTexts, referenceText } from './image-parts.ts'
import { pathInValues } from './overlay-places.ts'
import { quoteStyleOf } from './quote-style.ts'
import { type DigestMode, targetVersion } from './target-version.ts'
import type { Match } from './update-request.ts'
import { valueType } from './value-change.ts'

export interface CreationEdits {
  readonly match: Match
  readonly plan: PinPlan
}

/** What is to be added for one match. */
interface Wanted {
  readonly match: Match
  readonly to: string
  readonly version: { readonly tag?: string; readonly digest?: string }
  readonly document: number
  readonly at: YamlPath
  readonly node: NewMap
}

/** Plans the entries and keys that are not there yet in one file. They are added together: several may need the same parents. */
export function planFileCreations(
  matches: readonly Match[],
  { text, digest }: { text: string; digest: DigestMode },
): CreationEdits[] {
  const parsed = parseYaml(fileView(text))
  if (!parsed.ok) {
    return matches.map((match) => ({ match, plan: refused({ ...parsed.problem, file: match.pin.file }) }))
  }
  const { documents } = parsed
  const facts = { documents, digest, quote: quoteStyleOf(text) }
  const known = matches.flatMap((match) => {
    const plan = planExisting(match, facts)
    return plan ? [{ match, plan }] : []
  })
  const missing = matches.filter((match) => !known.some((each) => each.match === match))
  const wanted = missing.map((match) => ({ match, wanted: wantedFor(match, facts) }))
  const additions = wanted.flatMap((each) => ('code' in each.wanted ? [] : [each.wanted]))
  const plans = new Map(groupByPlace(additions).flatMap((group) => planGroup(group, { text, documents })))
  const planned = wanted.map(({ match, wanted: each }) => ({
    match,
    plan: 'code' in each ? refused(each) : (plans.get(match) ?? { kind: 'unchanged' }),
  }))
  return [...known, ...planned]
}

function refused(problem: Problem): PinPlan {
  return { kind: 'refused', problem }
}

function groupByPlace(additions: readonly Wanted[]): Wanted[][] {
  const groups = new Map<string, Wanted[]>()
  for (const each of additions) {
    const key = `${each.document}:${formatYamlPath(each.at)}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups.values()]
}

function planGroup(
  group: readonly Wanted[],
  { text, documents }: { text: string; documents: readonly YamlDocument[] },
): [Match, PinPlan][] {
  const [first] = group
  if (!first) return []
  const document = documents[first.document]
  const isJson = document?.isJson || /\.json$/i.test(first.match.pin.file)
  const layout = layoutOf(documents, { isJson, quote: quoteStyleOf(text) })
  const target = { view: fileView(text), documents, document, layout }
  const added = addToDocument(target, first.at, mergeMaps(group.map(({ node }) => node)))
  return group.map((wanted) => [
    wanted.match,
    added ? changeOf(wanted, { added, text }) : refused(inTheWay(wanted.match)),
  ])
}

function changeOf({ match, to, version }: Wanted, { added, text }: { added: Addition; text: string }): PinPlan {
  const view = fileView(text)
  const edits = added.edits.map((edit) => ({ view, edit }))
  const line = view.lineOf(Math.max(0, ...added.edits.map(({ start }) => start)))
  const from = match.creation ? formatVersion(match.creation.base.current) : '(none)'
  return { kind: 'change', change: { pin: { ...match.pin, line }, from, to, version, edits, expected: added.expected } }
}

function inTheWay({ pin, creation }: Pick<Match, 'pin' | 'creation'>): Problem {
  const what = creation?.entryName === undefined ? pin.writtenName : `an entry for ${creation.entryName}`
  const message = `${what} can't be added: an alias, another value or the end of a document is in the way`
  return { code: 'no-room', file: pin.file, line: 1, message, hint: 'Write the place out by hand, once.' }
}

function wantedFor(match: Match, facts: OverlayFacts): Wanted | Problem {
  if (match.wanted.kind === 'value') return wantedValue(match, match.wanted.update)
  return match.creation
    ? wantedImage(match, { ...facts, ...match.creation, update: match.wanted.update })
    : inTheWay(match)
}

function wantedValue(match: Match, update: ValueUpdate): Wanted | Problem {
  const { base } = match.creation ?? {}
  const place = base ? { document: 0, at: [], keys: pathInValues(base) ?? [] } : match.pin.missing
  const [first, ...rest] = place?.keys ?? []
  if (!place || first === undefined) return inTheWay(match)
  const kind = base?.sites[0]?.scalar.kind ?? 'null'
  const leaf: NewNode = { scalar: update.text, type: valueType(update, { key: place.keys.at(-1), kind }) }
  const { document, at } = place
  return {
    match,
    to: update.text,
    version: { tag: update.text },
    document,
    at,
    node: nestedMap([first, ...rest], leaf),
  }
}

function wantedImage(
  match: Match,
  { base, entryName, documents, digest, update }: OverlayFacts & Creation & { update: ImageUpdate },
): Wanted | Problem {
  const target = targetVersion(base, { update, digest })
  if ('problem' in target) return target.problem
  const { version } = target
  const rename = renameOf(base, update)
  const node =
    entryName === undefined
      ? valuesNode(base, { version, rename })
      : newEntry({ name: entryName, newName: rename, version, styles: neighbourStyles(documents[0]) })
  return 'code' in node ? node : { match, to: describeTarget(version, rename), version, document: 0, at: [], node }
}

function valuesNode(base: Pin, wanted: Parameters<typeof partTexts>[1]): NewMap | Problem {
  const [first = '', ...rest] = pathInValues(base) ?? []
  const scalar = (text: string): NewNode => ({ scalar: text, type: 'string' })
  if (base.sites.some(({ part }) => part === 'reference'))
    return nestedMap([first, ...rest], scalar(referenceText(base, wanted)))
  const texts = partTexts(base, wanted)
  if ('code' in texts) return texts
  // What has to go stands in the layer below: an empty text takes its place.
  const record: NewMap = { map: new Map([...texts].map(([key, text]) => [key, scalar(text ?? '')])) }
  return first === '' ? record : nestedMap([first, ...rest], record)
}
