import { createSign } from 'node:crypto'
import { appendFileSync } from 'node:fs'

const input = (name) => process.env[`INPUT_${name.toUpperCase()}`]?.trim() ?? ''
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

// https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
function webToken() {
  const now = Math.floor(Date.now() / 1000)
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - 60, exp: now + 300, iss: input('app-id') })}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(input('private-key'), 'base64url')}`
}

async function ask(method, path, body) {
  const headers = { authorization: `Bearer ${webToken()}`, accept: 'application/vnd.github+json' }
  const answer = await fetch(`${process.env.GITHUB_API_URL}${path}`, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

const repositories = input('repositories').split(/[\s,]+/)
const permissions = Object.fromEntries(
  ['contents', 'pull-requests']
    .map((name) => [name.replace('-', '_'), input(`permission-${name}`)])
    .filter(([, level]) => level !== ''),
)
const { id } = await ask('GET', `/repos/${input('owner')}/${repositories[0]}/installation`)
const { token } = await ask('POST', `/app/installations/${id}/access_tokens`, { repositories, permissions })
process.stdout.write(`::add-mask::${token}\n`)
appendFileSync(process.env.GITHUB_OUTPUT ?? '', `token=${token}\n`)
