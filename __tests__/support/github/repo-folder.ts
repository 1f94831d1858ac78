import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const config = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
[http]
	receivepack = true
[receive]
	unpackLimit = 1000000
	autogc = false
	hideRefs = refs/pull
[fetch]
	unpackLimit = 1000000
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[gc]
	auto = 0
`

// What a push may only be asked once its objects are here: the server says which refs must not go back.
const updateHook = `#!/bin/sh
case " $GITHUB_NO_FORCE " in
*" $1 "*)
  test "$2" = 0000000000000000000000000000000000000000 && exit 0
  git merge-base --is-ancestor "$2" "$3" && exit 0
  printf '%s' "$GITHUB_NO_FORCE_TEXT" >&2
  exit 1
esac
`

/** An empty bare repo, as GitHub's are to a client; no process is needed for it. */
export const createRepoFolder = (directory: string, defaultBranch: string): void => {
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'hooks']) {
    mkdirSync(join(directory, folder), { recursive: true })
  }
  writeFileSync(join(directory, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`)
  writeFileSync(join(directory, 'config'), config)
  writeFileSync(join(directory, 'hooks', 'update'), updateHook, { mode: 0o755 })
}
