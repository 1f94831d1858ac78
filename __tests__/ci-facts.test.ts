import { describe, expect, it } from 'vitest'
import { readCiFacts } from '../src/ci-facts.ts'

const sha = '0123456789abcdef0123456789abcdef01234567'

describe('readCiFacts', () => {
  it.each([
    {
      name: 'GitHub Actions',
      env: {
        GITHUB_ACTIONS: 'true',
        GITHUB_REPOSITORY: 'acme/web',
        GITHUB_SHA: sha,
        GITHUB_ACTOR: 'ann',
        GITHUB_TRIGGERING_ACTOR: 'bob',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_RUN_ID: '42',
        GITHUB_RUN_ATTEMPT: '1',
      },
      facts: {
        source: `acme/web@${sha}`,
        actor: 'bob',
        runUrl: 'https://github.com/acme/web/actions/runs/42',
        serverUrl: 'https://github.com',
      },
    },
    {
      name: 'a second attempt',
      env: {
        GITHUB_ACTIONS: 'true',
        GITHUB_REPOSITORY: 'acme/web',
        GITHUB_SERVER_URL: 'https://ghe.acme.com',
        GITHUB_RUN_ID: '42',
        GITHUB_RUN_ATTEMPT: '3',
        GITHUB_TRIGGERING_ACTOR: '',
        GITHUB_ACTOR: 'ann',
      },
      facts: {
        actor: 'ann',
        runUrl: 'https://ghe.acme.com/acme/web/actions/runs/42/attempts/3',
        serverUrl: 'https://ghe.acme.com',
      },
    },
    {
      name: 'GitLab CI',
      env: {
        GITLAB_CI: 'true',
        CI_PROJECT_PATH: 'acme/shop/web',
        CI_COMMIT_SHA: sha,
        GITLAB_USER_LOGIN: 'ann',
        CI_JOB_URL: 'https://gitlab.com/acme/shop/web/-/jobs/7',
        CI_SERVER_URL: 'https://gitlab.com',
      },
      facts: {
        source: `acme/shop/web@${sha}`,
        actor: 'ann',
        runUrl: 'https://gitlab.com/acme/shop/web/-/jobs/7',
        serverUrl: 'https://gitlab.com',
      },
    },
    {
      name: 'CircleCI',
      env: {
        CIRCLECI: 'true',
        CIRCLE_PROJECT_USERNAME: 'acme',
        CIRCLE_PROJECT_REPONAME: 'web',
        CIRCLE_SHA1: sha,
        CIRCLE_USERNAME: 'ann',
        CIRCLE_BUILD_URL: 'https://circleci.com/gh/acme/web/7',
        CIRCLE_REPOSITORY_URL: 'git@github.com:acme/web.git',
      },
      facts: {
        source: `acme/web@${sha}`,
        actor: 'ann',
        runUrl: 'https://circleci.com/gh/acme/web/7',
        serverUrl: 'https://github.com',
      },
    },
    {
      name: 'Azure Pipelines',
      env: {
        TF_BUILD: 'True',
        BUILD_REPOSITORY_NAME: 'acme/web',
        BUILD_SOURCEVERSION: sha,
        BUILD_REQUESTEDFOR: 'Ann Other',
        SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/',
        SYSTEM_TEAMPROJECT: 'Shop & Co',
        BUILD_BUILDID: '7',
      },
      facts: {
        source: `acme/web@${sha}`,
        actor: 'Ann Other',
        runUrl: 'https://dev.azure.com/acme/Shop%20%26%20Co/_build/results?buildId=7',
      },
    },
    {
      name: 'Bitbucket Pipelines',
      env: {
        BITBUCKET_BUILD_NUMBER: '7',
        BITBUCKET_REPO_FULL_NAME: 'acme/web',
        BITBUCKET_COMMIT: sha,
        BITBUCKET_STEP_TRIGGERER_UUID: '{1}',
        BITBUCKET_GIT_HTTP_ORIGIN: 'https://bitbucket.org/acme/web',
      },
      facts: { source: `acme/web@${sha}`, actor: '{1}', runUrl: 'https://bitbucket.org/acme/web/pipelines/results/7' },
    },
    {
      name: 'Jenkins',
      env: {
        JENKINS_URL: 'https://ci.acme.com/',
        GIT_URL: 'https://ann:secret@git.acme.com/scm/acme/web.git',
        GIT_COMMIT: sha,
        BUILD_USER_ID: 'ann',
        BUILD_URL: 'https://ci.acme.com/job/web/7/',
      },
      facts: {
        source: `acme/web@${sha}`,
        actor: 'ann',
        runUrl: 'https://ci.acme.com/job/web/7/',
        serverUrl: 'https://git.acme.com',
      },
    },
    { name: 'a laptop', env: { USER: 'ann', GITHUB_REPOSITORY: 'acme/web' }, facts: {} },
  ])('knows $name', ({ env, facts }) => {
    expect(readCiFacts(env)).toEqual(facts)
  })

  it.each([
    { url: 'git@github.com:acme/web.git', repo: 'acme/web' },
    { url: 'ssh://git@git.acme.com:7999/acme/web', repo: 'acme/web' },
    { url: 'https://github.com/acme/web/', repo: 'acme/web' },
    { url: 'https://ann:secret@git.acme.com/web.git', repo: undefined },
    { url: 'https://secret@git.acme.com:8443/acme/web.git', repo: 'acme/web' },
    { url: '/srv/git/web', repo: undefined },
  ])('takes the repo out of $url for Jenkins, and never a password', ({ url, repo }) => {
    const facts = readCiFacts({ JENKINS_URL: 'x', GIT_URL: url, GIT_COMMIT: sha })
    expect(facts.source).toBe(repo && `${repo}@${sha}`)
    expect(JSON.stringify(facts)).not.toContain('secret')
  })
})
