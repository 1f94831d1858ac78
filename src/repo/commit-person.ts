import type { GitRepo } from './git-repo.ts'

/** Who stands in a commit. */
export interface CommitPerson {
  readonly name: string
  readonly email: string
}

export const drawbridgePerson: CommitPerson = { name: 'drawbridge', email: 'drawbridge@users.noreply.github.com' }

/** The one given, else the user of Git's configuration (or of `GIT_AUTHOR_…` / `GIT_COMMITTER_…`), else Drawbridge. */
export async function readCommitPerson(
  repo: GitRepo,
  options: { readonly role: 'AUTHOR' | 'COMMITTER'; readonly given: CommitPerson | undefined },
): Promise<CommitPerson> {
  if (options.given) return cleanPerson(options.given)
  // Git would make a name up from the login and the host.
  const result = await repo.run(['var', `GIT_${options.role}_IDENT`], { settings: [['user.useConfigOnly', 'true']] })
  const [, name, email] = /^(.*) <(.*)> \d+ \S+$/.exec(result.stdout.toString('utf8').trim()) ?? []
  return result.ok && name && email ? { name, email } : drawbridgePerson
}

/** Without what would end the field in a commit's header. */
function cleanPerson(person: CommitPerson): CommitPerson {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a header field cannot hold them.
  const clean = (text: string) => text.replace(/[<>\s\x00-\x1f\x7f]+/g, ' ').trim()
  return { name: clean(person.name) || drawbridgePerson.name, email: clean(person.email) || drawbridgePerson.email }
}
