import { defaultProtection, type Protection } from './repo-settings.ts'

/** `*` stands for anything within one part of the name. */
const matchesPattern = (pattern: string, branch: string): boolean => {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]*')}$`).test(branch)
}

/** The rules of a repo's branches, by name or pattern. */
export class Protections {
  readonly #rules = new Map<string, Protection>()

  set(pattern: string, given: Partial<Protection> | null): void {
    if (given) this.#rules.set(pattern, { ...defaultProtection, ...given })
    else this.#rules.delete(pattern)
  }

  find(branch: string): Protection | undefined {
    const exact = this.#rules.get(branch)
    return exact ?? [...this.#rules].find(([pattern]) => matchesPattern(pattern, branch))?.[1]
  }
}
