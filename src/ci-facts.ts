import type { Environment } from './host.ts'
/** What the CI says of the run: who built what, and where it can be read. */
export interface CiFacts {
  /** `owner/repo@sha` of the source that was built. */
  readonly source?: string
  readonly actor?: string
  readonly runUrl?: string
  /** The server that the source is on: `https://github.com`. */
  readonly serverUrl?: string
}

/**
 * Reads the variables of GitHub Actions, GitLab CI, CircleCI, Azure Pipelines, Bitbucket Pipelines and Jenkins, each as its
 * documentation lists them. On a laptop there are none.
 */
export function readCiFacts(env: Environment): CiFacts {
  const readers = [gitHub, gitLab, circleCi, azure, bitbucket, jenkins]
  const facts = readers.map((read) => read(env)).find((found) => found !== undefined) ?? {}
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''))
}

type Reader = (env: Environment) => { readonly [Fact in keyof CiFacts]: string | undefined } | undefined

const gitHub: Reader = (env) =>
  env.GITHUB_ACTIONS === 'true'
    ? {
        source: sourceOf(env.GITHUB_REPOSITORY, env.GITHUB_SHA),
        actor: env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR,
        runUrl:
          env.GITHUB_SERVER_URL &&
          `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}${attemptOf(env)}`,
        serverUrl: env.GITHUB_SERVER_URL,
      }
    : undefined

function attemptOf(env: Environment): string {
  return Number(env.GITHUB_RUN_ATTEMPT ?? 1) > 1 ? `/attempts/${env.GITHUB_RUN_ATTEMPT}` : ''
}

const gitLab: Reader = (env) =>
  env.GITLAB_CI
    ? {
        source: sourceOf(env.CI_PROJECT_PATH, env.CI_COMMIT_SHA),
        actor: env.GITLAB_USER_LOGIN,
        runUrl: env.CI_JOB_URL,
        serverUrl: env.CI_SERVER_URL,
      }
    : undefined

const circleCi: Reader = (env) =>
  env.CIRCLECI
    ? {
        source: sourceOf(joined(env.CIRCLE_PROJECT_USERNAME, env.CIRCLE_PROJECT_REPONAME), env.CIRCLE_SHA1),
        actor: env.CIRCLE_USERNAME,
        runUrl: env.CIRCLE_BUILD_URL,
        serverUrl: serverOfUrl(env.CIRCLE_REPOSITORY_URL),
      }
    : undefined

const azure: Reader = (env) =>
  env.TF_BUILD
    ? {
        source: sourceOf(env.BUILD_REPOSITORY_NAME, env.BUILD_SOURCEVERSION),
        actor: env.BUILD_REQUESTEDFOR,
        runUrl:
          env.SYSTEM_COLLECTIONURI &&
          `${env.SYSTEM_COLLECTIONURI}${encodeURIComponent(env.SYSTEM_TEAMPROJECT ?? '')}/_build/results?buildId=${env.BUILD_BUILDID}`,
      }
    : undefined

const bitbucket: Reader = (env) =>
  env.BITBUCKET_BUILD_NUMBER
    ? {
        source: sourceOf(env.BITBUCKET_REPO_FULL_NAME, env.BITBUCKET_COMMIT),
        actor: env.BITBUCKET_STEP_TRIGGERER_UUID,
        runUrl:
          env.BITBUCKET_GIT_HTTP_ORIGIN &&
          `${env.BITBUCKET_GIT_HTTP_ORIGIN}/pipelines/results/${env.BITBUCKET_BUILD_NUMBER}`,
      }
    : undefined

const jenkins: Reader = (env) =>
  env.JENKINS_URL
    ? {
        source: sourceOf(repoOfUrl(env.GIT_URL), env.GIT_COMMIT),
        actor: env.BUILD_USER_ID,
        runUrl: env.BUILD_URL,
        serverUrl: serverOfUrl(env.GIT_URL),
      }
    : undefined

function joined(owner: string | undefined, name: string | undefined): string | undefined {
  return owner && name ? `${owner}/${name}` : undefined
}

function sourceOf(repo: string | undefined, sha: string | undefined): string | undefined {
  return repo && sha ? `${repo}@${sha}` : undefined
}

/** `owner/repo` of a Git URL on any host: the last two parts of its path. */
function repoOfUrl(url: string | undefined): string | undefined {
  return /(?:^|\/)([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(partsOfUrl(url)?.path ?? '')?.[1]
}

/** The web server of a Git URL: `https://github.com`. */
function serverOfUrl(url: string | undefined): string | undefined {
  const host = partsOfUrl(url)?.host
  return host && `https://${host}`
}

/** Of `https://user:password@host/path`, `ssh://git@host:22/path` and `git@host:path` what is no secret. */
function partsOfUrl(url: string | undefined): { readonly host: string; readonly path: string } | undefined {
  const found =
    /^[a-z+]+:\/\/(?:[^/]*@)?([^/:]+)(?::\d+)?\/+(.+)$/i.exec(url ?? '') ??
    /^(?:[^/@]+@)?([^/:@]+):(.+)$/.exec(url ?? '')
  return found ? { host: found[1] ?? '', path: found[2] ?? '' } : undefined
}
