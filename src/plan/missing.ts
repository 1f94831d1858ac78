import type { Problem } from '../errors.ts'
import { hasVersion } from '../pins/pin.ts'
import { findNamesLike } from '../pins/similar-names.ts'
import type { Tree } from '../repo/tree.ts'
import type { FoundMatches } from './find-matches.ts'
import { type Selection, touchedBy } from './selection.ts'
import { describeWanted, type Match, namedEnvironments, type UpdateRequest, type Wanted } from './update-request.ts'

export interface MissingOptions {
  readonly tree: Tree
  readonly paths: readonly string[]
  readonly request: UpdateRequest
  readonly found: FoundMatches
  readonly selection: Selection
}

/** What was asked for and is pinned nowhere, or nowhere in the environments and applications that were named. */
export async function describeMissing(options: MissingOptions): Promise<Problem[]> {
  const { request, found, selection } = options
  const wanted: Wanted[] = [
    ...request.images.map((update) => ({ kind: 'image' as const, update })),
    ...request.values.map((update) => ({ kind: 'value' as const, update })),
  ]
  const chosen = [...selection.matches, ...selection.shared]
  const missing = wanted.filter(({ update }) => !chosen.some((match) => match.wanted.update === update))
  const problems: Problem[] = []
  for (const each of missing) {
    const elsewhere = found.matches.filter((match) => match.wanted.update === each.update)
    problems.push(elsewhere.length > 0 ? notPinnedHere(each, elsewhere, request) : await pinnedNowhere(each, options))
  }
  return problems
}

function notPinnedHere(wanted: Wanted, elsewhere: readonly Match[], request: UpdateRequest): Problem {
  const pinned = elsewhere.filter(({ pin }) => hasVersion(pin))
  const problem = pinned.length > 0 ? pinnedElsewhere(wanted, pinned, request) : namedOnly(wanted, elsewhere)
  const environments = namedEnvironments(request)
  const isNamedHere = ({ pin }: Match) =>
    !hasVersion(pin) && (environments.length === 0 || touchedBy(pin).some((each) => environments.includes(each)))
  if (!elsewhere.some(isNamedHere)) return problem
  return { ...problem, hint: `Set "create-missing" to write a version. ${problem.hint ?? ''}`.trim() }
}

function namedOnly(wanted: Wanted, [first]: readonly Match[]): Problem {
  const place = first && { file: first.pin.file, line: first.pin.line }
  return { code: 'not-pinned', ...place, message: `${describeWanted(wanted)} is named here, and has no version` }
}

function pinnedElsewhere(wanted: Wanted, elsewhere: readonly Match[], request: UpdateRequest): Problem {
  const limits = [...namedEnvironments(request), ...request.applications].join(', ')
  const places = elsewhere.slice(0, 5).map(({ pin }) => {
    const environments = touchedBy(pin).join(', ') || 'no environment'
    return `${pin.file}:${pin.line} (${environments}${pin.application === undefined ? '' : `, application ${pin.application}`})`
  })
  const more = elsewhere.length > 5 ? ` and ${elsewhere.length - 5} more` : ''
  return {
    code: 'not-pinned',
    message: `${describeWanted(wanted)} is not pinned in ${limits || 'the files that were named'}`,
    hint: `It is pinned in ${places.join('; ')}${more}.`,
  }
}

async function pinnedNowhere(wanted: Wanted, { tree, paths, found }: MissingOptions): Promise<Problem> {
  const message = `${describeWanted(wanted)} is pinned nowhere`
  if (wanted.kind === 'value') {
    return {
      code: 'not-pinned',
      message,
      hint: 'Look the path up in the file; set "allow-missing" if this is no mistake.',
    }
  }
  const similar = await findNamesLike(tree, paths, wanted.update.written)
  const [first] = similar
  const templates = found.skipped.map(({ file }) => file).slice(0, 3)
  const hint = first
    ? `Did you mean ${first.written} (${first.file}:${first.line})? Names are compared whole, never by their last part.`
    : templates.length > 0
      ? `It may stand in a template, which is not read: ${templates.join(', ')}.`
      : 'Check the name, or set "allow-missing" if this is no mistake.'
  return { code: 'not-pinned', message, hint }
}
