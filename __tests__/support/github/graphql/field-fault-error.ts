/** An error that a test asked for. */
export class FieldFaultError extends Error {
  readonly type: string | undefined

  constructor(message: string, type?: string) {
    super(message)
    this.type = type
  }
}
