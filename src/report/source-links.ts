import { escapeMarkdown, inlineCode, link } from './markdown.ts'
import { cutLine } from './one-line.ts'
import type { ProposalFacts } from './proposal-facts.ts'
import type { ReportedChange } from './result.ts'

/** A commit of a source repo. */
export interface Source {
  /** `owner/repo`; on GitLab with groups. */
  readonly repo: string
  readonly commit: string
}

/** Takes `owner/repo@sha` apart; `undefined` for anything else. */
export function parseSource(text: string | undefined): Source | undefined {
  const [, repo, commit] = /^([\w.-]+(?:\/[\w.-]+)+)@([0-9a-f]{7,64})$/i.exec(text ?? '') ?? []
  return repo === undefined || commit === undefined ? undefined : { repo, commit }
}

/** The source commit as a link: `acme/web@0123456`. */
export function formatSource({ facts, serverUrl }: ProposalFacts): string | undefined {
  if (facts.source === undefined) return undefined
  const source = parseSource(facts.source)
  if (source === undefined) return inlineCode(cutLine(facts.source, 300))
  const label = inlineCode(`${cutLine(source.repo, 300)}@${source.commit.slice(0, 7)}`)
  return link(label, serverUrl && `${trimSlash(serverUrl)}/${source.repo}/commit/${source.commit}`)
}

/** A link to all commits between the old and the new source, when both are known. */
export function formatComparison(proposal: ProposalFacts): string | undefined {
  const to = parseSource(proposal.facts.source)
  if (to === undefined || proposal.serverUrl === undefined) return undefined
  const from = previousCommit(proposal, to)
  if (from === undefined || from === to.commit) return undefined
  return link('what changed', `${trimSlash(proposal.serverUrl)}/${to.repo}/compare/${from}...${to.commit}`)
}

// Where the new tag is the source commit, the old tag of the same shape is the commit that was released before.
function previousCommit({ previousSource, rows }: ProposalFacts, to: Source): string | undefined {
  const previous = parseSource(previousSource)
  if (previous !== undefined) return previous.repo === to.repo ? previous.commit : undefined
  const found = rows.flatMap((row) => {
    const commit = commitOfTag(row.to)
    const old = commitOfTag(row.from)
    return commit !== undefined && old !== undefined && to.commit.startsWith(commit) ? [old] : []
  })
  return new Set(found).size === 1 ? found[0] : undefined
}

// `sha-0123abc` is how docker/metadata-action writes them. Digits alone are rather a date or a build number.
function commitOfTag(version: string): string | undefined {
  const [, prefix, commit] = /^(sha-)?([0-9a-f]{7,40})(?:@sha\d+:[0-9a-f]+)?$/.exec(version) ?? []
  return prefix === undefined && !/[a-f]/.test(commit ?? '') ? undefined : commit
}

/** The page of an image at its registry; `undefined` where the URL is not certain. */
export function imagePage({ kind, name }: Pick<ReportedChange, 'kind' | 'name'>): string | undefined {
  if (kind !== 'image' || !/^[a-z0-9._/-]+$/.test(name)) return undefined
  const [registry, owner, repo, ...rest] = name.split('/')
  if (owner === undefined || repo === undefined || rest.length > 0) return undefined
  if (registry === 'ghcr.io') return `https://ghcr.io/${owner}/${repo}`
  if (registry === 'quay.io') return `https://quay.io/repository/${owner}/${repo}`
  if (registry !== 'docker.io') return undefined
  return owner === 'library' ? `https://hub.docker.com/_/${repo}` : `https://hub.docker.com/r/${owner}/${repo}`
}

/** Who started it and where it can be read. */
export function formatRun({ facts }: ProposalFacts): string | undefined {
  const actor = facts.actor === undefined ? '' : `started by ${escapeMarkdown(cutLine(facts.actor, 200))}`
  const run = facts.runUrl === undefined ? '' : link('CI run', facts.runUrl)
  return [run, actor].filter((part) => part !== '').join(', ') || undefined
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
