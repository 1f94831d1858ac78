import { cutLine, foldLine } from './one-line.ts'
import { applicationsOf, changedRows, environmentsOf, type ProposalFacts } from './proposal-facts.ts'
import type { ReportedChange } from './result.ts'

/** One line of the audit record: `Drawbridge-Command: update`. */
export interface Trailer {
  /** With its prefix: `Drawbridge-Command`. */
  readonly key: string
  /** One line without white space round it. */
  readonly value: string
}

// The trailers have to fit into the body of a pull request, however much a run changes.
const maxPins = 100
const maxNames = 100
const maxListLength = 8_000
const maxToken = 300
const maxText = 1_000

/**
 * The audit record of a proposal, in the order of the design. Lists are de-duplicated and capped; where one is, a
 * `Drawbridge-Pin-Count` (`-Environment-Count`, `-Application-Count`) says how many there are in truth.
 */
export function trailersOf(proposal: ProposalFacts): readonly Trailer[] {
  const rows = changedRows(proposal)
  const { source, actor, runUrl } = proposal.facts
  return [
    ...given('Command', proposal.command),
    ...list('Pin', rows.map(formatPinTrailer), maxPins),
    ...given('Source', source),
    ...given('Actor', actor),
    ...given('Run', runUrl),
    ...list('Environment', environmentsOf(rows), maxNames),
    ...list('Application', applicationsOf(rows), maxNames),
    ...given('Reason', proposal.reason),
  ]
}

function text(name: string, value: string): Trailer[] {
  const line = cutLine(foldLine(value), maxText)
  return line === '' ? [] : [{ key: `Drawbridge-${name}`, value: line }]
}

// A tool that wraps long lines may put any word of it at the start of one.
function given(name: string, value: string | undefined): Trailer[] {
  return text(name, disarmTrailers(value ?? ''))
}

function list(name: string, values: readonly string[], maxCount: number): Trailer[] {
  const all = [...new Map(values.flatMap((value) => text(name, value)).map((each) => [each.value, each])).values()]
  let length = 0
  const kept = all.slice(0, maxCount).filter(({ key, value }) => {
    length += key.length + value.length + 3
    return length <= maxListLength
  })
  return kept.length === all.length ? all : [...kept, ...text(`${name}-Count`, String(all.length))]
}

/** Trailers as the lines of a message. */
export function formatTrailers(trailers: readonly Trailer[]): string {
  return trailers.map(({ key, value }) => `${key}: ${value}`).join('\n')
}

/**
 * The trailers of a landed message, each once, wherever they stand: the web page's squash and merge queues write their own
 * text round them. Only lines that begin with one count, so a message that quotes another (indented, `> `) adds none.
 */
export function parseTrailers(message: string): readonly Trailer[] {
  const lines = [...new Set(message.split(/\r?\n/))]
  return lines.flatMap((line) => {
    const [, key = '', value = ''] = /^(Drawbridge(?:-[A-Za-z]+){1,4}):[ \t]+(\S.*)$/.exec(line) ?? []
    return key === '' ? [] : [{ key, value: value.trimEnd() }]
  })
}

/**
 * Makes text from users unreadable as a trailer, wherever a later tool may wrap it: in `Drawbridge-Pin:` and
 * `Signed-off-by:` the hyphens become U+2011 (non-breaking hyphen), which looks the same and which no parser takes for one.
 */
export function disarmTrailers(userText: string): string {
  // Drawbridge's own are read in their own case only, so an application `drawbridge-web` keeps its name.
  return userText.replace(
    /\b(?:Drawbridge(?:-[A-Za-z]+){1,4}|[A-Za-z]+(?:-[A-Za-z]+){0,4}-[Bb][Yy])(?=\s*:)/g,
    (token) => token.replaceAll('-', '\u2011'),
  )
}

/** What a `Drawbridge-Pin` trailer says. */
export interface PinTrailer {
  readonly environment: string | null
  readonly application: string | null
  readonly name: string
  readonly from: string
  readonly to: string
}

/**
 * `<environment>/<application> <name> <old> -> <new>`. White space and `%` inside a part are percent-encoded, a part that is
 * missing is `-`, an empty one `""`, so that it reads back without a guess; parts are cut at 300 characters.
 */
export function formatPinTrailer({ environment, application, name, from, to }: PinTrailer | ReportedChange): string {
  const place = `${token(environment).replaceAll('/', '%2F')}/${token(application)}`
  return `${place} ${token(name)} ${token(from)} -> ${token(to)}`
}

/** Reads the value of a `Drawbridge-Pin` trailer; `undefined` when it is none. */
export function parsePinTrailer(value: string): PinTrailer | undefined {
  const match = /^([^/ ]+)\/(\S+) (\S+) (\S+) -> (\S+)$/.exec(value)
  if (match === null) return undefined
  const [, environment = '', application = '', name = '', from = '', to = ''] = match
  return {
    environment: environment === '-' ? null : untoken(environment),
    application: application === '-' ? null : untoken(application),
    name: untoken(name),
    from: untoken(from),
    to: untoken(to),
  }
}

function token(part: string | null): string {
  if (part === null) return '-'
  if (part === '') return '""'
  if (part === '-' || part === '""') return [...part].map(percent).join('')
  return cutLine(part, maxToken).replace(
    /[\s%\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    percent,
  )
}

function percent(character: string): string {
  // encodeURIComponent leaves `-` alone, and throws at half a surrogate pair.
  if (character === '-') return '%2D'
  return encodeURIComponent(/\p{Cs}/u.test(character) ? '\uFFFD' : character)
}

function untoken(written: string): string {
  if (written === '""') return ''
  return written.replace(/(?:%[0-9A-F]{2})+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return encoded
    }
  })
}
