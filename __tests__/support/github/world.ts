import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Exchange, Violation } from './exchanges.ts'
import { Faults } from './faults.ts'
import { People } from './people.ts'
import { Repo } from './repo.ts'
import { createRepoFolder } from './repo-folder.ts'
import type { RepoSettings } from './repo-settings.ts'
import type { App, Token } from './tokens.ts'

export interface NewRepo {
  readonly nameWithOwner: string
  readonly defaultBranch: string
  readonly settings: Partial<RepoSettings>
}

/** Everything behind the server's URL. */
export class World {
  readonly directory = mkdtempSync(join(tmpdir(), 'drawbridge-github-'))
  readonly people = new People()
  readonly tokens = new Map<string, Token>()
  readonly apps: App[] = []
  readonly repos: Repo[] = []
  readonly exchanges: Exchange[] = []
  readonly violations: Violation[] = []
  readonly faults = new Faults()
  readonly now: () => Date
  /** GraphQL fields that this GitHub does not have, as an older GitHub Enterprise Server: `Mutation.updateRefs`. */
  readonly missingFields: readonly string[]
  url = ''

  constructor(now: () => Date, missingFields: readonly string[]) {
    this.now = now
    this.missingFields = missingFields
  }

  addRepo({ nameWithOwner, defaultBranch, settings }: NewRepo): Repo {
    const directory = join(this.directory, `${nameWithOwner}.git`)
    createRepoFolder(directory, defaultBranch)
    const { people, now } = this
    people.get(nameWithOwner.split('/')[0] ?? '', 'Organization')
    const id = 501 + this.repos.length
    const repo = new Repo({ id, nameWithOwner, directory, people, defaultBranch, settings, now })
    this.repos.push(repo)
    return repo
  }

  findRepo(nameWithOwner: string): Repo | undefined {
    return this.repos.find((repo) => repo.nameWithOwner.toLowerCase() === nameWithOwner.toLowerCase())
  }

  report(violation: Violation): void {
    this.violations.push(violation)
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 3 })
  }
}
