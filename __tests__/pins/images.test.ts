import { describe, expect, it } from 'vitest'
import { updateOne } from '../plan/plan-files.ts'

const a = 'a'.repeat(64)
const b = 'b'.repeat(64)
const web = 'ghcr.io/acme/web'

// Design: "`images:` (`newTag`, `newName`, `digest`; Component and Kustomization, every accepted file name)".
describe('kustomize images', () => {
  it.each([
    {
      name: 'newTag',
      before: `images:\n- name: ${web}\n  newTag: v1 # now\n`,
      after: `images:\n- name: ${web}\n  newTag: v2 # now\n`,
    },
    {
      name: 'a name without a registry',
      image: 'nginx:1.27.0',
      before: 'images:\n- name: docker.io/library/nginx\n  newTag: 1.26.0\n',
      after: 'images:\n- name: docker.io/library/nginx\n  newTag: 1.27.0\n',
    },
    {
      name: 'newName: the image that runs',
      before: `images:\n- name: web\n  newName: ${web}\n  newTag: v1\n`,
      after: `images:\n- name: web\n  newName: ${web}\n  newTag: v2\n`,
    },
    {
      name: 'newName: the name that it is called by',
      image: 'web:v2',
      before: `images:\n- name: web\n  newName: ${web}\n  newTag: v1\n`,
      after: `images:\n- name: web\n  newName: ${web}\n  newTag: v2\n`,
    },
    {
      name: 'digest',
      image: `${web}@sha256:${b}`,
      before: `images:\n- name: ${web}\n  digest: sha256:${a}\n`,
      after: `images:\n- name: ${web}\n  digest: sha256:${b}\n`,
    },
    {
      name: 'newTag and digest',
      image: `${web}:v2@sha256:${b}`,
      before: `images:\n- digest: sha256:${a}\n  name: ${web}\n  newTag: v1\n`,
      after: `images:\n- digest: sha256:${b}\n  name: ${web}\n  newTag: v2\n`,
    },
    {
      name: 'a Component',
      before: `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n  - name: ${web}\n    newTag: v1\n`,
      after: `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n  - name: ${web}\n    newTag: v2\n`,
    },
    {
      name: 'flow style',
      before: `images: [{name: ${web}, newTag: v1}, {name: other, newTag: v1}]\n`,
      after: `images: [{name: ${web}, newTag: v2}, {name: other, newTag: v1}]\n`,
    },
    {
      name: 'JSON',
      before: `{"images": [{"name": "${web}", "newTag": "v1"}]}`,
      after: `{"images": [{"name": "${web}", "newTag": "v2"}]}`,
    },
    {
      name: 'a tag that needs quotes',
      image: `${web}:1.10`,
      before: `images:\n- name: ${web}\n  newTag: 1.9.1\n`,
      after: `images:\n- name: ${web}\n  newTag: "1.10"\n`,
    },
    {
      name: 'quotes like the others of the file',
      image: `${web}:1.10`,
      before: `images:\n- name: '${web}'\n  newTag: v1\n`,
      after: `images:\n- name: '${web}'\n  newTag: '1.10'\n`,
    },
    {
      name: 'a tag that is read as a number, though it looks right',
      image: `${web}:1.10`,
      before: `images:\n- name: ${web}\n  newTag: 1.10\n`,
      after: `images:\n- name: ${web}\n  newTag: "1.10"\n`,
    },
    {
      name: 'the last of two keys of one name',
      before: `images:\n- name: ${web}\n  newTag: v0\n  newTag: v1\n`,
      after: `images:\n- name: ${web}\n  newTag: v0\n  newTag: v2\n`,
    },
    {
      name: 'an inline patch',
      before: `patches:\n- patch: |-\n    - op: replace\n      path: /x\n      value: 1\n- patch: |\n    kind: Deployment\n    spec:\n      containers:\n      - name: web\n        image: ${web}:v1\n`,
      after: `patches:\n- patch: |-\n    - op: replace\n      path: /x\n      value: 1\n- patch: |\n    kind: Deployment\n    spec:\n      containers:\n      - name: web\n        image: ${web}:v2\n`,
    },
  ])('$name', async ({ image = `${web}:v2`, before, after }) => {
    expect(await updateOne('dev/kustomization.yaml', before, { image })).toBe(after)
  })

  it.each(['kustomization.yaml', 'kustomization.yml', 'Kustomization', 'a/kustomization.yaml', 'a/Kustomization'])(
    'in %s',
    async (path) => {
      const before = `images:\n- name: ${web}\n  newTag: v1\n`
      expect(await updateOne(path, before, { image: `${web}:v2` })).toBe(before.replace('v1', 'v2'))
    },
  )
})

// Design: "`repository`/`name`/`image` with `registry`, and `tag`/`imageTag`/`version` with `digest`, `repository: x@sha256` + hex
// tag, are the sibling shapes to know."
describe('Helm values', () => {
  it.each([
    {
      name: 'repository and tag',
      before: `image:\n  repository: ${web}\n  tag: v1\n`,
      after: `image:\n  repository: ${web}\n  tag: v2\n`,
    },
    {
      name: 'tag before repository',
      before: `image:\n  tag: "v1"\n  pullPolicy: Always\n  repository: ${web}\n`,
      after: `image:\n  tag: "v2"\n  pullPolicy: Always\n  repository: ${web}\n`,
    },
    {
      name: 'registry, repository and tag',
      before: 'image:\n  registry: ghcr.io\n  repository: acme/web\n  tag: v1\n',
      after: 'image:\n  registry: ghcr.io\n  repository: acme/web\n  tag: v2\n',
    },
    {
      name: 'a registry with the owner in it',
      before: 'image:\n  registry: ghcr.io/acme\n  repository: web\n  tag: v1\n',
      after: 'image:\n  registry: ghcr.io/acme\n  repository: web\n  tag: v2\n',
    },
    {
      name: 'a registry with a slash at its end',
      before: 'image:\n  registry: ghcr.io/acme/\n  repository: web\n  tag: v1\n',
      after: 'image:\n  registry: ghcr.io/acme/\n  repository: web\n  tag: v2\n',
    },
    {
      name: 'a registry that the repository repeats',
      before: `image:\n  registry: ghcr.io\n  repository: ${web}\n  tag: v1\n`,
      after: `image:\n  registry: ghcr.io\n  repository: ${web}\n  tag: v2\n`,
    },
    {
      name: 'image and tag',
      before: `web:\n  image: ${web}\n  tag: v1\n`,
      after: `web:\n  image: ${web}\n  tag: v2\n`,
    },
    { name: 'image and imageTag', before: `image: ${web}\nimageTag: v1\n`, after: `image: ${web}\nimageTag: v2\n` },
    {
      name: 'name and tag',
      before: `image:\n  name: ${web}\n  tag: v1\n`,
      after: `image:\n  name: ${web}\n  tag: v2\n`,
    },
    {
      name: 'version beside image',
      before: `spec:\n  image: ${web}\n  version: v1\n`,
      after: `spec:\n  image: ${web}\n  version: v2\n`,
    },
    {
      name: 'version beside repository',
      before: `image:\n  repository: ${web}\n  version: v1\n`,
      after: `image:\n  repository: ${web}\n  version: v2\n`,
    },
    {
      name: 'digest beside tag',
      image: `${web}:v2@sha256:${b}`,
      before: `image:\n  repository: ${web}\n  tag: v1\n  digest: sha256:${a}\n`,
      after: `image:\n  repository: ${web}\n  tag: v2\n  digest: sha256:${b}\n`,
    },
    {
      name: 'hex digits as sha',
      image: `${web}:v2@sha256:${b}`,
      before: `image:\n  repository: ${web}\n  tag: v1\n  sha: ${a}\n`,
      after: `image:\n  repository: ${web}\n  tag: v2\n  sha: ${b}\n`,
    },
    {
      name: 'a commit as sha',
      before: `image:\n  repository: ${web}\n  tag: v1\n  sha: 1234567890123456789012345678901234567890\n`,
      after: `image:\n  repository: ${web}\n  tag: v2\n  sha: 1234567890123456789012345678901234567890\n`,
    },
    {
      name: 'an empty digest',
      before: `image:\n  repository: ${web}\n  tag: v1\n  digest: ""\n`,
      after: `image:\n  repository: ${web}\n  tag: v2\n  digest: ""\n`,
    },
    {
      name: 'a digest alone',
      image: `${web}@sha256:${b}`,
      before: `image:\n  repository: ${web}\n  digest: sha256:${a}\n`,
      after: `image:\n  repository: ${web}\n  digest: sha256:${b}\n`,
    },
    {
      name: 'a digest in the tag',
      image: `${web}:1.3@sha256:${b}`,
      before: `image:\n  repository: ${web}\n  tag: 1.2@sha256:${a}\n`,
      after: `image:\n  repository: ${web}\n  tag: 1.3@sha256:${b}\n`,
    },
    {
      name: 'repository@sha256 with the hex digits as tag',
      image: `${web}:v2@sha256:${b}`,
      before: `image:\n  repository: ${web}@sha256\n  tag: ${a}\n`,
      after: `image:\n  repository: ${web}@sha256\n  tag: ${b}\n`,
    },
    {
      name: 'repository@sha256 with digits alone as tag',
      image: `${web}@sha256:${'1'.repeat(64)}`,
      before: `image:\n  repository: ${web}@sha256\n  tag: ${a}\n`,
      after: `image:\n  repository: ${web}@sha256\n  tag: "${'1'.repeat(64)}"\n`,
    },
    {
      name: 'one string',
      before: `image: ${web}:v1\nwebImage: "${web}:v1"\n`,
      after: `image: ${web}:v2\nwebImage: "${web}:v2"\n`,
    },
    {
      name: 'one string with a digest',
      image: `${web}:v2@sha256:${b}`,
      before: `image: ${web}:v1@sha256:${a}\n`,
      after: `image: ${web}:v2@sha256:${b}\n`,
    },
    {
      name: 'one string under imageName',
      before: `image_name: ${web}:v1\nimageName: ${web}:v1\n`,
      after: `image_name: ${web}:v2\nimageName: ${web}:v2\n`,
    },
    {
      name: 'a list of strings',
      before: `images:\n- ${web}:v1\n- other:v1\n`,
      after: `images:\n- ${web}:v2\n- other:v1\n`,
    },
    {
      name: 'a map of strings',
      before: `extraImages:\n  web: ${web}:v1\n  other: other:v1\n`,
      after: `extraImages:\n  web: ${web}:v2\n  other: other:v1\n`,
    },
    {
      name: 'a list of records',
      before: `images:\n- repository: ${web}\n  tag: v1\n- repository: other\n  tag: v1\n`,
      after: `images:\n- repository: ${web}\n  tag: v2\n- repository: other\n  tag: v1\n`,
    },
    {
      name: 'several in one file',
      before: `a:\n  image: {repository: ${web}, tag: v1}\nb:\n  image: {repository: ${web}, tag: v0}\n`,
      after: `a:\n  image: {repository: ${web}, tag: v2}\nb:\n  image: {repository: ${web}, tag: v2}\n`,
    },
    {
      name: 'YAML in a literal block',
      before: `values: |\n  image:\n    repository: ${web}\n    tag: v1\nb: 1\n`,
      after: `values: |\n  image:\n    repository: ${web}\n    tag: v2\nb: 1\n`,
    },
    {
      name: 'an anchored tag',
      before: `x: &t v1\nimage:\n  repository: ${web}\n  tag: *t\n`,
      after: `x: &t v2\nimage:\n  repository: ${web}\n  tag: *t\n`,
    },
    {
      name: 'a merged repository',
      before: `x: &x\n  repository: ${web}\nimage:\n  <<: *x\n  tag: v1\n`,
      after: `x: &x\n  repository: ${web}\nimage:\n  <<: *x\n  tag: v2\n`,
    },
    {
      name: 'a repository that is merged over',
      before: `x: &x\n  repository: other\nimage:\n  <<: *x\n  repository: ${web}\n  tag: v1\n`,
      after: `x: &x\n  repository: other\nimage:\n  <<: *x\n  repository: ${web}\n  tag: v2\n`,
    },
    { name: 'an aliased image', before: `x: &i ${web}:v1\nimage: *i\n`, after: `x: &i ${web}:v2\nimage: *i\n` },
    {
      name: 'CRLF and a byte order mark',
      before: `\ufeffimage:\r\n  repository: ${web}\r\n  tag: v1\r\n`,
      after: `\ufeffimage:\r\n  repository: ${web}\r\n  tag: v2\r\n`,
    },
  ])('$name', async ({ image = `${web}:v2`, before, after }) => {
    expect(await updateOne('dev/values.yaml', before, { image })).toBe(after)
  })
})

// Issue: "every container image in plain manifests (containers, initContainers, ephemeralContainers, CronJob, List, CRDs that embed
// a pod template, Argo Rollouts)".
describe('manifests', () => {
  const pod = (version: string) => `containers: [{name: web, image: '${web}:${version}'}]`
  it.each([
    {
      name: 'containers',
      text: (v: string) =>
        `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: web\n    image: ${web}:${v} # c\n    args: ["--image=${web}:v1"]\n`,
    },
    {
      name: 'initContainers',
      text: (v: string) => `apiVersion: v1\nkind: Pod\nspec:\n  initContainers:\n  - image: ${web}:${v}\n`,
    },
    {
      name: 'ephemeralContainers',
      text: (v: string) => `apiVersion: v1\nkind: Pod\nspec:\n  ephemeralContainers:\n  - image: ${web}:${v}\n`,
    },
    {
      name: 'Deployment',
      text: (v: string) => `apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      ${pod(v)}\n`,
    },
    {
      name: 'CronJob',
      text: (v: string) =>
        `apiVersion: batch/v1\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          ${pod(v)}\n`,
    },
    {
      name: 'List',
      text: (v: string) =>
        `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec:\n    ${pod(v)}\n`,
    },
    {
      name: 'Rollout',
      text: (v: string) =>
        `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec:\n  template:\n    spec:\n      ${pod(v)}\n`,
    },
    {
      name: 'a custom resource with a pod template',
      text: (v: string) => `apiVersion: x.io/v1\nkind: Thing\nspec:\n  podTemplate:\n    spec:\n      ${pod(v)}\n`,
    },
    {
      name: 'a custom resource with an image',
      text: (v: string) =>
        `apiVersion: x.io/v1\nkind: Thing\nspec:\n  image: ${web}:${v}\n  sidecarImage: ${web}:${v}\n`,
    },
    {
      name: 'a HelmRelease’s values',
      text: (v: string) =>
        `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  chart:\n    spec: {chart: web, version: v1}\n  values:\n    image:\n      repository: ${web}\n      tag: ${v}\n`,
    },
    {
      name: 'a Flux Kustomization’s images',
      text: (v: string) =>
        `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  images:\n  - name: ${web}\n    newTag: ${v}\n`,
    },
    {
      name: 'several documents',
      text: (v: string) =>
        `---\napiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Pod\nspec:\n  ${pod(v)}\n---\napiVersion: v1\nkind: Pod\nspec:\n  ${pod(v)}\n`,
    },
    {
      name: 'JSON',
      text: (v: string) => `{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"image": "${web}:${v}"}]}}`,
    },
  ])('$name', async ({ text }) => {
    expect(await updateOne('dev/web.yaml', text('v1'), { image: `${web}:v2` })).toBe(text('v2'))
  })
})

// Design: "Names: images as registries read them (`nginx` = `docker.io/library/nginx`); never by suffix."
describe('what is no place of the image is left alone', () => {
  it.each([
    {
      name: 'the same last part elsewhere',
      path: 'dev/values.yaml',
      text: 'image:\n  repository: ghcr.io/other/web\n  tag: v1\n',
    },
    { name: 'the name without its registry', path: 'dev/values.yaml', text: 'image: acme/web:v1\n' },
    {
      name: 'a name that ends with it',
      path: 'dev/kustomization.yaml',
      text: 'images:\n- name: x.ghcr.io/acme/web\n  newTag: v1\n',
    },
    {
      name: 'a dependency of a chart',
      image: 'web',
      path: 'charts/x/Chart.yaml',
      text: 'apiVersion: v2\nname: x\nversion: 1.0.0\ndependencies:\n- name: web\n  version: 1.0.0\n  repository: https://charts.example.com\n',
    },
    {
      name: 'a dependency of a chart with an OCI repository',
      image: 'web',
      path: 'charts/x/Chart.yaml',
      text: 'dependencies:\n- name: web\n  version: 1.0.0\n  repository: oci://ghcr.io/acme\n',
    },
    {
      name: 'a chart’s own name and version',
      image: 'web',
      path: 'charts/web/Chart.yaml',
      text: 'name: web\nversion: 1.0.0\nappVersion: v1\n',
    },
    {
      name: 'the chart of a HelmRelease',
      image: 'web',
      path: 'dev/web.yaml',
      text: 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\nspec:\n  chart:\n    spec:\n      chart: web\n      version: 1.0.0\n',
    },
    {
      name: 'a tag from a template',
      path: 'dev/values.yaml',
      text: `image:\n  repository: ${web}\n  tag: "{{ .tag }}"\n`,
    },
    { name: 'an image from a template', path: 'dev/values.yaml', text: `image: "${web}:{{ .tag }}"\n` },
    {
      name: 'a variable',
      path: 'dev/web.yaml',
      text: `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: ${web}:\${TAG}\n`,
    },
    {
      name: 'a digest from a template',
      path: 'dev/values.yaml',
      text: `image:\n  repository: ${web}\n  tag: v1\n  digest: "\${DIGEST}"\n`,
    },
    {
      name: 'an argument',
      path: 'dev/web.yaml',
      text: `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - args: ["--image=${web}:v1", "${web}:v1"]\n    env: [{name: IMAGE, value: "${web}:v1"}]\n`,
    },
    { name: 'a comment', path: 'dev/values.yaml', text: `# image: ${web}:v1\na: 1\n` },
    { name: 'a file that is no configuration', path: 'README.md', text: `image: ${web}:v1\n` },
  ])('$name', async ({ path, text, image = web }) => {
    expect(await updateOne(path, text, { image: `${image}:v2`, allowMissing: true })).toBe(text)
  })
})
