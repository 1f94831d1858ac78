import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface RecordedRequest {
  readonly method: string
  readonly url: string
  /** Every header in order: name, value, name, value… */
  readonly rawHeaders: readonly string[]
}

export interface GitHttpOptions {
  /** Bare repos are in here. */
  readonly root: string
  /** An HTTP status to answer with instead of serving. */
  readonly refuse?: (request: IncomingMessage) => number | undefined
}

export interface GitHttp {
  readonly url: string
  readonly requests: RecordedRequest[]
}

/** Serves bare repos by `git http-backend` and keeps every request. */
export async function serveGit(options: GitHttpOptions): Promise<GitHttp> {
  const requests: RecordedRequest[] = []
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', rawHeaders: request.rawHeaders })
    const status = options.refuse?.(request)
    if (status === undefined) runBackend({ root: options.root, request, response })
    else response.writeHead(status, status === 401 ? { 'WWW-Authenticate': 'Basic realm="test"' } : {}).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** The values of all `Authorization` headers of a request. */
export function authorizationsOf(request: RecordedRequest): string[] {
  return request.rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() === 'authorization' ? [request.rawHeaders[index + 1] ?? ''] : [],
  )
}

interface Backend {
  readonly root: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

function runBackend({ root, request, response }: Backend): void {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const child = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(path),
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'tester',
      REMOTE_ADDR: '127.0.0.1',
    },
  })
  child.stdin.on('error', () => {})
  request.pipe(child.stdin)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.on('close', () => answer(response, Buffer.concat(chunks)))
}

function answer(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n')
  const headers = output.toString('latin1', 0, end).split('\r\n')
  const status = headers.find((line) => line.startsWith('Status: '))
  response.statusCode = status ? Number(status.slice('Status: '.length, 11)) : 200
  for (const line of headers) {
    const colon = line.indexOf(': ')
    if (!line.startsWith('Status: ')) response.setHeader(line.slice(0, colon), line.slice(colon + 2))
  }
  response.end(output.subarray(end + 4))
}
