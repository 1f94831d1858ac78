export interface Account {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Bot' | 'Organization'
}

/** Logins get their ids when they are first seen; only `name[bot]` is a bot and only an owner can be an organization. */
export class People {
  readonly #accounts = new Map<string, Account>()

  find(login: string): Account | undefined {
    return this.#accounts.get(login.toLowerCase())
  }

  findById(id: number): Account | undefined {
    return [...this.#accounts.values()].find((account) => account.id === id)
  }

  get(login: string, type: Account['type'] = login.endsWith('[bot]') ? 'Bot' : 'User'): Account {
    const known = this.find(login)
    if (known) return known
    const account: Account = { id: 1001 + this.#accounts.size, login, type }
    this.#accounts.set(login.toLowerCase(), account)
    return account
  }
}

/** The address that GitHub gives to commits made for an account. */
export const noReplyEmail = ({ id, login }: Account) => `${id}+${login}@users.noreply.github.com`
