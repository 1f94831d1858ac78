/** The files of the config repo that `drawbridge demo` makes: a kustomize application and a Helm one, in three environments. */
export const demoFiles: Readonly<Record<string, string>> = {
  'apps/web/base/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deployment.yaml
`,
  'apps/web/base/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web
          ports:
            - containerPort: 8080
`,
  ...Object.fromEntries(
    [
      ['dev', '1.9'],
      ['staging', '1.8.2'],
      ['prod', '1.8.1'],
    ].map(([environment, tag]) => [
      `apps/web/overlays/${environment}/kustomization.yaml`,
      `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${environment}

resources:
  - ../../base   # shared by all environments

images:
  # written by CI
  - name: ghcr.io/acme/web
    newTag: "${tag}"  # keep the quotes: 1.10 is no number
`,
    ]),
  ),
  'apps/api/Chart.yaml': `apiVersion: v2
name: api
version: 0.1.0
`,
  'apps/api/values.yaml': `image:
  repository: ghcr.io/acme/api
  tag: 2.0.0
replicas: 2
`,
  'apps/api/values-dev.yaml': `image:
  tag: 2.1.0
`,
  'apps/api/values-staging.yaml': `image:
  tag: 2.0.3
`,
  'apps/api/values-prod.yaml': `image:
  tag: 2.0.0
replicas: 5
`,
  'apps/api/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: { app: api }
  template:
    metadata:
      labels: { app: api }
    spec:
      containers:
        - name: api
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
`,
}
