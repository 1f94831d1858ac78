import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeOf } from '../../src/environments/conventions.ts'

type Row = readonly [path: string, environment: string | undefined, application: string | undefined]

function check(rows: readonly Row[]): void {
  const places = rows.map(([path]) => ({ path, environment: undefined, application: undefined, ...placeOf(path) }))
  expect(places).toEqual(rows.map(([path, environment, application]) => ({ path, environment, application })))
}

describe('placeOf', () => {
  it.each<{ name: string; rows: readonly Row[] }>([
    {
      name: 'overlays/<env>: the application stands before it, or after it',
      rows: [
        ['apps/web/overlays/dev/kustomization.yaml', 'dev', 'web'],
        ['manifests/web/overlays/production/main/kustomization.yaml', 'production', 'web'],
        ['overlays/dev/web/kustomization.yaml', 'dev', 'web'],
        ['overlays/dev/kustomization.yaml', 'dev', undefined],
        ['web/overlays/blue/kustomization.yaml', 'blue', 'web'],
        ['overlays/base/kustomization.yaml', undefined, undefined],
        ['clusters/us-east/apps/web/overlays/dev/kustomization.yaml', 'dev', 'web'],
      ],
    },
    {
      name: 'environments/<env> and the like: the application stands after it',
      rows: [
        ['environments/dev/web/values.yaml', 'dev', 'web'],
        ['envs/dev/web.yaml', 'dev', 'web'],
        ['env/dev/web-values.yaml', 'dev', 'web'],
        ['envs/dev/web-deployment.yaml', 'dev', 'web'],
        ['stages/tryout/web/values.yaml', 'tryout', 'web'],
        ['environments/prod/us-east/web/values.yaml', 'prod', 'web'],
        ['web/environments/dev.yaml', 'dev', 'web'],
        ['web/envs/tryout.yaml', 'tryout', 'web'],
        ['services/web/envs/dev/kustomization.yaml', 'dev', 'web'],
        ['environments/common/web/values.yaml', undefined, 'web'],
      ],
    },
    {
      name: 'clusters/<env>: a name, but a stage anywhere says more',
      rows: [
        ['clusters/east-7/web/release.yaml', 'east-7', 'web'],
        ['clusters/east-7.yaml', 'east-7', undefined],
        ['clusters/prod/flux-system/gotk-sync.yaml', 'prod', 'flux-system'],
        ['staging/clusters/us-east/web.yaml', 'staging', 'web'],
        ['config/clusters/acme/prod.values.yaml', 'prod', 'acme'],
      ],
    },
    {
      name: '<app>/<env> and <env>/<app>',
      rows: [
        ['web/dev/values.yaml', 'dev', 'web'],
        ['components/web/staging/base/proxy/proxy.yaml', 'staging', 'web'],
        ['dev/web/values.yaml', 'dev', 'web'],
        ['apps/production/web-values.yaml', 'production', 'web'],
        ['manifests/argocd-apps/prd/grafana.yaml', 'prd', 'grafana'],
        ['components/release/prod/kustomization.yaml', 'prod', 'release'],
        ['Prod/web/values.yaml', 'Prod', 'web'],
      ],
    },
    {
      name: 'the file’s name, which goes before the folders',
      rows: [
        ['web/values-dev.yaml', 'dev', 'web'],
        ['web/values.dev.yml', 'dev', 'web'],
        ['web/values-summit.yaml', 'summit', 'web'],
        ['web/dev-values.yaml', 'dev', 'web'],
        ['web/dev.values.yaml', 'dev', 'web'],
        ['web-values-dev.yaml', 'dev', 'web'],
        ['web/values-prod.enc.yaml', 'prod', 'web'],
        ['web/values-prod.yaml.gotmpl', 'prod', 'web'],
        ['web/prod.tfvars', 'prod', 'web'],
        ['web/prod.auto.tfvars.json', 'prod', 'web'],
        ['web/prod/values-dev.yaml', 'dev', 'web'],
        ['web/values-base.yaml', undefined, 'web'],
        ['values-all.yaml', undefined, undefined],
        ['dev/values-web.yaml', 'dev', 'web'],
        ['web/overlays/prod/canary.yaml', 'prod', 'web'],
        ['web/dev.md', undefined, 'web'],
      ],
    },
    {
      name: 'stages with a region, a cloud or a number',
      rows: [
        ['prod-eu/web/values.yaml', 'prod-eu', 'web'],
        ['eu-prod/web/values.yaml', 'eu-prod', 'web'],
        ['prod-us-east-1/web/values.yaml', 'prod-us-east-1', 'web'],
        ['dev1/web/values.yaml', 'dev1', 'web'],
        ['staging-2/web/values.yaml', 'staging-2', 'web'],
        ['prod-euw1/web/values.yaml', 'prod-euw1', 'web'],
        ['pre-prod/web/values.yaml', 'pre-prod', 'web'],
        ['non-prod-eu/web/values.yaml', 'non-prod-eu', 'web'],
        ['test-1/web/values.yaml', 'test-1', 'web'],
      ],
    },
    {
      name: 'no environment in an application’s name',
      rows: [
        ['test-runner/deployment.yaml', undefined, 'test-runner'],
        ['apps/live-chat/deployment.yaml', undefined, 'live-chat'],
        ['demo-app/values.yaml', undefined, 'demo-app'],
        ['int-gateway/values.yaml', undefined, 'int-gateway'],
        ['apps/local-path-provisioner/values.yaml', undefined, 'local-path-provisioner'],
        ['prod-tools/values.yaml', undefined, 'prod-tools'],
        ['integration-test/values.yaml', undefined, 'integration-test'],
        ['prod/apps/demo/web/x.yaml', 'prod', 'web'],
        ['charts/web/templates/test/pod.yaml', undefined, 'web'],
      ],
    },
    {
      name: 'the application where there is no environment',
      rows: [
        ['charts/web/values.yaml', undefined, 'web'],
        ['kubernetes/apps/media/plex/app/helmrelease.yaml', undefined, 'plex'],
        ['manifests/web-deployment.yaml', undefined, 'web'],
        ['k8s/argocd/kustomization.yaml', undefined, 'argocd'],
        ['base/deployment.yaml', undefined, undefined],
        ['deployment.yaml', undefined, undefined],
        ['', undefined, undefined],
      ],
    },
  ])('$name', ({ rows }) => check(rows))

  it('takes a folder with a slash at its end', () => {
    expect(placeOf('web/overlays/dev/')).toEqual({ environment: 'dev', application: 'web' })
  })

  it.each([
    { name: 'a folder', path: 'blue/web/x.yaml', environment: 'blue' },
    { name: 'a file', path: 'web/blue.yaml', environment: 'blue' },
    { name: 'a values file', path: 'web/blue-values.yaml', environment: 'blue' },
    { name: 'no folder of another case', path: 'Blue/web/x.yaml', environment: undefined },
    { name: 'no part of a name', path: 'blue-green/web/x.yaml', environment: undefined },
    { name: 'nothing where a stage is found', path: 'dev/blue/x.yaml', environment: 'dev' },
  ])('takes $name for an environment that the user asked for', ({ path, environment }) => {
    expect(placeOf(path, { requested: ['blue'] }).environment).toBe(environment)
  })

  it('never throws, and answers with what stands in the path', () => {
    const segment = fc.constantFrom(
      'overlays',
      'dev',
      'web',
      'base',
      'values-',
      'values',
      '.yaml',
      '/',
      '/',
      '-',
      'prod',
      '..',
      'clusters',
    )
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: segment, maxLength: 10 }), fc.string()), (path) => {
        const { environment = '', application = '' } = placeOf(path, { requested: ['web'] })
        expect(path).toContain(environment)
        expect(path).toContain(application)
      }),
    )
  })

  it('gives every environment of one layout the same application', () => {
    const app = fc.stringMatching(/^x[a-z]{3,8}z$/)
    const layout = fc.constantFrom(
      'APP/overlays/ENV/kustomization.yaml',
      'envs/ENV/APP/values.yaml',
      'APP/values-ENV.yaml',
      'ENV/APP/x.yaml',
      'apps/APP/ENV/db/values.yaml',
    )
    const stage = fc.constantFrom('dev', 'staging', 'prod', 'prod-eu', 'qa', 'test', 'live')
    fc.assert(
      fc.property(app, layout, stage, (application, path, environment) => {
        expect(placeOf(path.replace('APP', application).replace('ENV', environment))).toEqual({
          environment,
          application,
        })
      }),
    )
  })
})
