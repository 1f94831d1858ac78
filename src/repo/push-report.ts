/** One line of `git push --porcelain`. */
export interface PushedRef {
  /** ` ` fast-forward, `+` forced, `-` deleted, `*` new, `!` rejected, `=` up to date. */
  readonly flag: string
  /** The full name of the remote's ref. */
  readonly ref: string
  /** `[rejected] (stale info)`, `[remote rejected] (pre-receive hook declined)`, … */
  readonly summary: string
}

/** Reads `<flag>\t<from>:<to>\t<summary> (<reason>)` lines (https://git-scm.com/docs/git-push#_output). */
export function parsePushReport(stdout: string): PushedRef[] {
  return stdout.split('\n').flatMap((line) => {
    const [, flag, ref, summary] = /^([ +*!=-])\t[^\t]*:([^\t:]+)\t(.*)$/.exec(line) ?? []
    return flag && ref && summary !== undefined ? [{ flag, ref, summary }] : []
  })
}
