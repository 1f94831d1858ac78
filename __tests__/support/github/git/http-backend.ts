import { type ChildProcess, spawn } from 'node:child_process'
import { cleanGitEnvironment } from './process.ts'

export interface BackendRequest {
  readonly directory: string
  readonly method: string
  /** Below the repo: `/info/refs`. */
  readonly pathInfo: string
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly login: string
  readonly environment: Readonly<Record<string, string>>
}

export interface BackendAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** The Git processes that run now, so that a server that stops can end them. */
export class BackendProcesses {
  readonly #running = new Set<ChildProcess>()

  add(child: ChildProcess): void {
    this.#running.add(child)
    child.once('close', () => this.#running.delete(child))
  }

  async stop(): Promise<void> {
    const ends = [...this.#running].map((child) => new Promise((resolve) => child.once('close', resolve)))
    for (const child of this.#running) child.kill('SIGKILL')
    await Promise.all(ends)
  }
}

const cgiEnvironment = (request: BackendRequest): NodeJS.ProcessEnv => ({
  ...cleanGitEnvironment(),
  ...request.environment,
  GIT_PROJECT_ROOT: request.directory,
  GIT_HTTP_EXPORT_ALL: '1',
  PATH_INFO: request.pathInfo,
  QUERY_STRING: request.query,
  REQUEST_METHOD: request.method,
  CONTENT_TYPE: request.headers['content-type'] ?? '',
  CONTENT_LENGTH: String(request.body.length),
  HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
  GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
  REMOTE_USER: request.login,
  REMOTE_ADDR: '127.0.0.1',
})

const parseAnswer = (output: Buffer): BackendAnswer => {
  const end = output.indexOf('\r\n\r\n')
  const lines = output.toString('latin1', 0, end).split('\r\n')
  const pairs = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ])
  const { status = '200', ...headers } = Object.fromEntries(pairs) as Record<string, string>
  return { status: Number.parseInt(status, 10), headers, body: output.subarray(end + 4) }
}

/** Runs Git's own CGI program for one request. */
export const runBackend = (request: BackendRequest, processes: BackendProcesses): Promise<BackendAnswer> =>
  new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env: cgiEnvironment(request), stdio: ['pipe', 'pipe', 'pipe'] })
    processes.add(child)
    const output: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    child.once('error', reject)
    child.once('close', (code) => {
      if (output.length === 0) reject(new Error(`git http-backend ended with ${code}: ${Buffer.concat(errors)}`))
      else resolve(parseAnswer(Buffer.concat(output)))
    })
    // A process that ends early (a refused push) closes its input first.
    child.stdin.once('error', () => undefined)
    child.stdin.end(request.body)
  })
