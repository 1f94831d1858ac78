import type { ObjectStore } from './objects.ts'

export interface Person {
  readonly name: string
  readonly email: string
  /** Seconds since 1970. */
  readonly seconds: number
}

export interface CommitData {
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Person
  readonly committer: Person
  readonly message: string
  readonly signature?: string
}

export interface Commit extends CommitData {
  readonly oid: string
}

const formatPerson = ({ name, email, seconds }: Person): string => `${name} <${email}> ${seconds} +0000`

const parsePerson = (text: string): Person => {
  const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<(.*?)> (\d+)/.exec(text) ?? []
  return { name, email, seconds: Number(seconds) }
}

export const writeCommit = (store: ObjectStore, commit: CommitData): string => {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${formatPerson(commit.author)}`,
    `committer ${formatPerson(commit.committer)}`,
  ]
  if (commit.signature) lines.push(`gpgsig ${commit.signature.trimEnd().replaceAll('\n', '\n ')}`)
  return store.write('commit', Buffer.from(`${lines.join('\n')}\n\n${commit.message}`))
}

const parsed = new WeakMap<Buffer, Commit>()

export const readCommit = (store: ObjectStore, oid: string): Commit => {
  const data = store.read(oid, 'commit')
  const known = parsed.get(data)
  if (known) return known
  const commit = { oid, ...parseCommit(data.toString()) }
  parsed.set(data, commit)
  return commit
}

const parseCommit = (text: string): CommitData => {
  const end = text.indexOf('\n\n')
  const headers = text.slice(0, end).replaceAll('\n ', '\u0000').split('\n')
  const values = (key: string) =>
    headers.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1))
  const signature = values('gpgsig')[0]?.replaceAll('\u0000', '\n')
  return {
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parsePerson(values('author')[0] ?? ''),
    committer: parsePerson(values('committer')[0] ?? ''),
    message: text.slice(end + 2),
    ...(signature === undefined ? {} : { signature }),
  }
}

/** A commit's first line, and what follows the blank line after it. */
export const splitMessage = (message: string): { readonly headline: string; readonly body: string } => {
  const [headline = '', ...rest] = message.trimEnd().split('\n')
  return { headline, body: rest.join('\n').replace(/^\n+/, '') }
}
