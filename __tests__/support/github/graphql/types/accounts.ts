import { accountNodeId } from '../../rest/views/account.ts'
import type { AccountNode, Fields } from '../context.ts'

/** A bot's login has no `[bot]` here, unlike in REST. */
const loginOf = ({ account }: AccountNode) => account.login.replace(/\[bot\]$/, '')

const shared: Fields<AccountNode> = {
  id: ({ account }) => accountNodeId(account),
  databaseId: ({ account }) => account.id,
  login: loginOf,
  url: ({ account }, _, { world }) => `${world.url}/${encodeURIComponent(account.login)}`,
  avatarUrl: ({ account }, _, { world }) => `${world.url}/avatars/u/${account.id}`,
  resourcePath: ({ account }) => `/${account.login}`,
}

export const accountTypes: Readonly<Record<string, Fields<AccountNode>>> = {
  // The viewer of an app's token is a User with the bot's full login.
  User: { ...shared, login: ({ account }) => account.login, name: ({ account }) => account.login, email: () => '' },
  Bot: shared,
  Organization: { ...shared, name: ({ account }) => account.login },
}
