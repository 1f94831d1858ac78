/** One thing that is wrong, with the place and what to do about it. Stable `code`s are part of the JSON result. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly hint?: string
  /** Path in the config repo, `/`-separated. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
}

/** 1: failed while doing it; 2: bad input or config; 3: refused by a guard. */
export type ExitCode = 1 | 2 | 3

/** The only error class that Drawbridge throws on purpose: every problem found, and the exit code they lead to. */
export class DrawbridgeError extends Error {
  override readonly name = 'DrawbridgeError'
  readonly exitCode: ExitCode
  readonly problems: readonly Problem[]

  constructor(exitCode: ExitCode, problems: readonly Problem[], options?: { cause?: unknown }) {
    super(problems.map(formatProblem).join('\n'), options)
    this.exitCode = exitCode
    this.problems = problems
  }

  get code(): string {
    return this.problems[0]?.code ?? 'unknown'
  }
}

/** Bad input or config: exit code 2. */
export function badInput(...problems: readonly Problem[]): DrawbridgeError {
  return new DrawbridgeError(2, problems)
}

/** Refused by a guard: exit code 3. */
export function refused(...problems: readonly Problem[]): DrawbridgeError {
  return new DrawbridgeError(3, problems)
}

/** Something broke on the way: exit code 1. */
export function failed(problem: Problem, cause?: unknown): DrawbridgeError {
  return new DrawbridgeError(1, [problem], { cause })
}

/** Any error as a `DrawbridgeError`: one that nobody expected is told as such, without its stack. */
export function asDrawbridgeError(error: unknown): DrawbridgeError {
  if (error instanceof DrawbridgeError) return error
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return new DrawbridgeError(
    1,
    [{ code: 'unexpected', message, hint: 'This is a defect of Drawbridge: please report it.' }],
    { cause: error },
  )
}

/** `file:line: message (hint)`, the parts that are known. */
export function formatProblem(problem: Problem): string {
  const place = problem.file === undefined ? '' : `${problem.file}${problem.line ? `:${problem.line}` : ''}: `
  return `${place}${problem.message}${problem.hint ? `\n  ${problem.hint}` : ''}`
}
