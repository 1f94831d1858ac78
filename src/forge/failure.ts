import { redact } from '../repo/auth.ts'

/** One entry of `errors` in a validation error of REST. */
export interface FieldError {
  readonly field?: string
  readonly code?: string
  readonly message?: string
}

/** A request that did not do what it was sent for. */
export interface Failure {
  /** HTTP status; `undefined` when no answer came: GitHub may have done it or not. */
  readonly status: number | undefined
  /** `errors[].type` of a GraphQL answer, or its `extensions.code`: `NOT_FOUND`, `FORBIDDEN`, `undefinedField`… */
  readonly graphqlType: string | undefined
  /** GitHub's own words with the fields it names, in one line, without the token. */
  readonly text: string
  readonly fields: readonly FieldError[]
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly cause: unknown
}

export interface GraphqlError {
  readonly type?: string
  readonly message: string
  readonly extensions?: { readonly code?: string }
}

type Headers = Readonly<Record<string, string | number | undefined>>

interface ErrorResponse {
  readonly status: number
  readonly headers: Headers
  readonly data: unknown
}

const maxTextLength = 600

/** Reads what octokit threw. What is no failed request (a mistake in the code) is thrown again. */
export function readFailure(error: unknown, secrets: readonly string[]): Failure {
  if (!(error instanceof Error) || !isRequestFailure(error)) throw error
  const response = 'response' in error ? (error.response as ErrorResponse | undefined) : undefined
  const fields = readFields(response?.data)
  return {
    status: response?.status,
    graphqlType: undefined,
    text: foldText(response ? describe(response, fields) : error.message, secrets),
    fields,
    headers: textHeaders(response?.headers ?? {}),
    cause: error,
  }
}

/** Reads the `errors` of a GraphQL answer, which comes with HTTP status 200. */
export function readGraphqlFailure(
  answer: { readonly errors: readonly GraphqlError[]; readonly headers: Headers },
  secrets: readonly string[],
): Failure {
  const [first] = answer.errors
  return {
    status: 200,
    graphqlType: first?.type ?? first?.extensions?.code,
    text: foldText(answer.errors.map(({ message }) => message).join('; '), secrets),
    fields: [],
    headers: textHeaders(answer.headers),
    cause: undefined,
  }
}

/** An answer that is no JSON: something between here and GitHub wrote it. */
export function unreadableAnswer(status: number): Failure {
  const text = `the answer (HTTP ${status}) is not JSON: is there a proxy that answers itself?`
  return { status: undefined, graphqlType: undefined, text, fields: [], headers: {}, cause: undefined }
}

/** One line without control characters and secrets, at most 600 characters. */
export function foldText(text: string, secrets: readonly string[]): string {
  const line = redact(text, secrets)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line.length > maxTextLength ? `${line.slice(0, maxTextLength)}…` : line
}

// Octokit's own error carries the request; it lets an AbortError through as it is, with a status added.
function isRequestFailure(error: Error): boolean {
  return 'status' in error && ('request' in error || error.name === 'AbortError')
}

function describe({ status, data }: ErrorResponse, fields: readonly FieldError[]): string {
  const message = readMessage(data) ?? `HTTP ${status}`
  const details = fields.map(describeField).filter((detail) => !message.includes(detail))
  return details.length === 0 ? message : `${message}: ${details.join(', ')}`
}

function describeField({ field, code, message }: FieldError): string {
  return message ?? [field, code].filter((part) => part !== undefined).join(' ')
}

function readMessage(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('message' in data)) return undefined
  return typeof data.message === 'string' ? data.message : undefined
}

/** Most entries are objects; some endpoints give bare texts. */
function readFields(data: unknown): readonly FieldError[] {
  if (typeof data !== 'object' || data === null || !('errors' in data)) return []
  const entries: readonly unknown[] = Array.isArray(data.errors) ? data.errors : [data.errors]
  return entries.flatMap((entry) => {
    if (typeof entry === 'string') return [{ message: entry }]
    return typeof entry === 'object' && entry !== null ? [entry as FieldError] : []
  })
}

function textHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? '')]))
}
