function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

/** Names that say a stage wherever they stand. */
const stages = words(`
  dev develop development staging stage stg stag prod production prd preprod preproduction nonprod nonproduction qa uat sit
  acc acceptance`)
/** Names of stages that are ordinary words too: `test`, `demo`. */
const ordinaryStages = words(`
  test testing tst preview sandbox sbx integration int canary live prelive demo local perf performance playground loadtest`)

/** What may stand beside a stage in one name (`prod-eu-1`, `staging-blue`, `dev-aws`); anything else makes it an app's name. */
const qualifiers = words(`
  us usa eu uk gb de fr es nl pl se dk fi ie ch at be cz pt br mx ca au nz jp kr sg hk tw cn za ae tr ap apac emea latam amer
  na sa asia europe america americas africa australia japan india germany france global
  east west north south central northeast northwest southeast southwest eastus westus northeurope westeurope
  frankfurt ireland london paris virginia oregon ohio tokyo seoul singapore sydney mumbai
  fra lon nyc sfo ams sgp syd nbg fsn hel
  aws gcp azure gke eks aks oci ibm onprem hetzner ovh
  blue green primary secondary active passive dr
  cluster clusters k8s env environment region zone new old`)

/** Parents below which any folder or file names an environment. */
const strongParents = words('overlays overlay environments environment envs env stages clusters')

/** What never is an environment, whatever it stands below. */
const neverEnvironments = words(`
  all _base _common base bases common shared default defaults component components secret secrets override overrides global globals template
  templates example examples sample samples schema schemas values config configs app apps application applications service
  services manifests resources patches charts chart modules scripts crds docs readme enc sops`)

/** Whether a name is an environment's by itself: `prod`, `prod-eu`, `dev1`, `staging-2`; not `test-runner`, `live-chat`. */
export function isStageName(name: string): boolean {
  const text = name.toLowerCase().replace(/(?<![a-z0-9])(pre|non)[-_.](prod|production|live)(?![a-z0-9])/g, '$1$2')
  if (stages.has(text) || ordinaryStages.has(text)) return true
  const tokens = text.split(/[-_.]/)
  const found = tokens.filter(isStageToken)
  if (found.length === 0 || !tokens.every((token) => isStageToken(token) || isQualifier(token))) return false
  // Two ordinary words (`integration-test`, `live-preview`) are more often an app's name.
  return found.length === 1 || found.some((token) => stages.has(withoutNumber(token)))
}

/** Whether the name is a stage, but an ordinary word too. */
export function isOrdinaryWord(name: string): boolean {
  return ordinaryStages.has(name.toLowerCase())
}

/** Whether every folder or file below this one names an environment. */
export function isStrongParent(folder: string): boolean {
  return strongParents.has(folder)
}

/** Whether a name below a strong parent, or behind `values-`, can be an environment's. */
export function canBeEnvironment(name: string): boolean {
  return name !== '' && !neverEnvironments.has(name.toLowerCase())
}

/** Whether a folder inside an environment names a place, not what is released: `us-east-1`, `eu`, `aws`, `blue`. */
export function isRegionName(name: string): boolean {
  const tokens = name.toLowerCase().split(/[-_.]/)
  return tokens.some((token) => qualifiers.has(withoutNumber(token))) && tokens.every(isQualifier)
}

function isStageToken(token: string): boolean {
  const word = withoutNumber(token)
  return stages.has(word) || ordinaryStages.has(word)
}

function withoutNumber(token: string): string {
  return token.replace(/\d{1,3}$/, '')
}

/** A region, a cloud, a colour, a number, one letter, or the short form of a region (`use1`, `euw2`). */
function isQualifier(token: string): boolean {
  return qualifiers.has(withoutNumber(token)) || /^(?:[a-z]|\d{1,4}[a-z]?|[a-z]{2}(?:[nsewc]|[ns][ew])\d)$/.test(token)
}

const genericFolders = words(`
  apps app applications application services service svc workloads projects project components component base bases
  overlays overlay environments environment envs env stages clusters cluster namespaces namespace ns default
  values value templates manifests manifest k8s kubernetes kube deploy deploys deployment deployments gitops infra
  infrastructure config configs configuration argocd argo flux helm charts chart helmfile kustomize kustomization src resources
  patches patch releases release helmreleases helmrelease tenants tenant teams team common shared of platform
  crds crd plans upgrades dashboards repositories runners stack stacks regions region main oci git meta
  sources kustomizations controllers helmfile.d`)
const genericStems = words(`
  kustomization values value deployment deployments statefulset statefulsets release helmrelease rollout rollouts cronjob
  cronjobs job jobs daemonset pod app apps application applications appset applicationset main image images patch patches all
  chart requirements helmfile manifest manifests config configs configmap service services ingress namespace secret secrets
  default defaults base common shared global globals cluster clusters environment environments env envs index resources
  infrastructure components component source sources sync ks workload container containers compose docker cron version
  versions stateful daemon helm k8s kube set tag tags overlay overrides override terraform variables vars settings params parameters`)

/** Whether a folder's name says how a repo is ordered, not what is released: `apps`, `k8s-manifests`, `argocd-apps`. */
export function isGenericFolder(name: string): boolean {
  const text = name.toLowerCase()
  return genericFolders.has(text) || text.split(/[-_.]/).every((token) => genericFolders.has(token))
}

/** Whether a file's name says what kind of file it is, not what is released: `deployment`, `helm-release`, `patch-image`. */
export function isGenericStem(stem: string): boolean {
  const tokens = stem.toLowerCase().split(/[-_.]/)
  return tokens.every((token) => genericStems.has(token))
}

const toolNames = words('argocd argo flux release rollouts')

/** Whether a generic folder is a known application too: taken when a path has nothing better (`components/release/prod`). */
export function isToolName(folder: string): boolean {
  return toolNames.has(folder.toLowerCase())
}

const collections = words('apps applications services workloads components charts releases helmreleases')

/** Whether each folder below this one is an application, or holds some. */
export function isCollection(folder: string): boolean {
  return collections.has(folder.toLowerCase())
}
