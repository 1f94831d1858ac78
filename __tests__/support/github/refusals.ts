/** GraphQL's `errors[].type`. */
export type RefusalType =
  | 'NOT_FOUND'
  | 'UNPROCESSABLE'
  | 'FORBIDDEN'
  | 'STALE_DATA'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION'
  | 'INVALID_CURSOR_ARGUMENTS'

export interface FieldError {
  readonly resource: string
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom'
  readonly field?: string
  readonly message?: string
}

export interface RefusalOptions {
  readonly status: number
  readonly type: RefusalType
  readonly message: string
  readonly errors?: readonly FieldError[]
  readonly headers?: Readonly<Record<string, string>>
}

/** What GitHub would not do, in the words and codes of both APIs. */
export class Refusal extends Error {
  readonly status: number
  readonly type: RefusalType
  readonly errors: readonly FieldError[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor({ status, type, message, errors, headers = {} }: RefusalOptions) {
    super(message)
    this.status = status
    this.type = type
    this.errors = errors
    this.headers = headers
  }
}

export const notFound = (message = 'Not Found') => new Refusal({ status: 404, type: 'NOT_FOUND', message })

export const unprocessable = (message: string, status = 422) => new Refusal({ status, type: 'UNPROCESSABLE', message })

export const forbidden = (message: string) => new Refusal({ status: 403, type: 'FORBIDDEN', message })

/** REST says `Validation Failed` and lists the fields; GraphQL says the texts. */
export const invalidFields = (message: string, errors: readonly FieldError[]) =>
  new Refusal({ status: 422, type: 'UNPROCESSABLE', message, errors })
