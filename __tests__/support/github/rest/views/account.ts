import { nodeId } from '../../node-ids.ts'
import type { Account } from '../../people.ts'

const kinds = { User: 'U', Bot: 'BOT', Organization: 'O' } as const

export const accountNodeId = ({ id, type }: Account) => nodeId(kinds[type], id)

/** `simple-user`. */
export const viewAccount = (base: string, account: Account) => {
  const url = `${base}/users/${encodeURIComponent(account.login)}`
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    avatar_url: `${base}/avatars/u/${account.id}`,
    gravatar_id: '',
    url,
    html_url: `${base}/${encodeURIComponent(account.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  }
}

/** `public-user`, as `GET /user` gives it. */
export const viewOwnAccount = (base: string, account: Account) => ({
  ...viewAccount(base, account),
  name: account.login,
  company: null,
  blog: '',
  location: null,
  email: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: '2020-01-01T00:00:00Z',
  updated_at: '2020-01-01T00:00:00Z',
})
