import { version } from '../version.ts'
import { deliverCommit, deliverPush } from './commits.ts'
import type { Delivered, Delivery, Run } from './delivery.ts'
import { openTarget, repositoryOf } from './target.ts'

/** Everything but `files`: by commits, in a checkout or in a clone made for the run. */
export async function deliverWithGit<T>(run: Run, finish: (delivered: Delivered) => Promise<T>): Promise<T> {
  const { inputs, server, host } = run
  const startedMs = host.now()
  const target = await openTarget(inputs, server, host.env)
  try {
    return await finish(await deliverByGit({ ...run, target, startedMs }))
  } finally {
    target.dispose()
  }
}

async function deliverByGit(delivery: Delivery): Promise<Delivered> {
  const { inputs, server, host, target } = delivery
  if (inputs.delivery === 'commit') return deliverCommit(delivery)
  if (inputs.delivery === 'push') return deliverPush(delivery)
  const repository = repositoryOf(target, inputs, server, host.env)
  // Loaded here, for only this needs the network: it is most of what there is to load.
  const [{ createGitHubForge }, { deliverPullRequests }] = await Promise.all([
    import('../forge/github.ts'),
    import('./pull-requests.ts'),
  ])
  const [owner = '', repo = ''] = repository.split('/')
  const forge = createGitHubForge({
    owner,
    repo,
    token: server.token ?? '',
    apiUrl: server.apiUrl,
    graphqlUrl: server.graphqlUrl,
    userAgent: `drawbridge/${version}`,
    workflowRepository: host.env.GITHUB_ACTIONS === 'true' ? host.env.GITHUB_REPOSITORY : undefined,
    signal: host.expireAfter(inputs.deadline * 1000),
    sleep: host.sleep,
    random: host.random,
    date: host.date,
  })
  return deliverPullRequests(delivery, forge)
}
