import type { CommitPerson } from './commit-person.ts'
import type { FileChange } from './tree.ts'

export interface FastImportCommit {
  /** A full commit id. */
  readonly parent: string
  readonly changes: readonly FileChange[]
  readonly message: string
  readonly author: CommitPerson
  readonly committer: CommitPerson
  readonly date: Date
}

/**
 * The input of `git fast-import` for one commit on no branch; it prints the commit's id on standard output
 * (https://git-scm.com/docs/git-fast-import).
 */
export function formatFastImport(commit: FastImportCommit): Uint8Array[] {
  // The ref is never made: it is deleted again before fast-import writes its refs at the end.
  const ref = 'refs/drawbridge/import'
  const message = Buffer.from(commit.message)
  return [
    Buffer.from(`feature done\ncommit ${ref}\nmark :1\n`),
    Buffer.from(`author ${formatPerson(commit.author, commit.date)}\n`),
    Buffer.from(`committer ${formatPerson(commit.committer, commit.date)}\n`),
    ...dataBlock(message),
    Buffer.from(`from ${commit.parent}\n`),
    ...commit.changes.flatMap((change) => [
      Buffer.from(`M ${change.mode} inline ${quotePath(change.path)}\n`),
      ...dataBlock(change.content),
    ]),
    Buffer.from(`get-mark :1\nreset ${ref}\nfrom ${'0'.repeat(commit.parent.length)}\n\ndone\n`),
  ]
}

/** `Name <email> <seconds> +0000`. */
export function formatPerson(person: CommitPerson, date: Date): string {
  return `${person.name} <${person.email}> ${Math.floor(date.getTime() / 1000)} +0000`
}

function dataBlock(bytes: Uint8Array): Uint8Array[] {
  return [Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]
}

/** C-style quotes, always: a path may begin with a quote or hold a newline. */
function quotePath(path: string): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
  return `"${escaped}"`
}
