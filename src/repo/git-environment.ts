/** One setting of Git's configuration, for one command. */
export type GitSetting = readonly [key: string, value: string]

/** A parent process (a hook, another Git) may have left these; they would point our commands at its repo. */
const strippedVariables = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_ATTR_SOURCE',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_DIR',
  'GIT_EXTERNAL_DIFF',
  'GIT_GLOB_PATHSPECS',
  'GIT_GRAFT_FILE',
  'GIT_ICASE_PATHSPECS',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_NAMESPACE',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
])

const fixedVariables = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_LITERAL_PATHSPECS: '1',
  // A replacement object would make us read bytes that a push does not send.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_TRACE_REDACT: '1',
}

const fixedSettings: readonly GitSetting[] = [
  ['core.hooksPath', '/dev/null'],
  // Empty, not `false`: before Git 2.36 the value was the path of a hook.
  ['core.fsmonitor', ''],
  ['protocol.ext.allow', 'never'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['fetch.prune', 'false'],
  ['fetch.pruneTags', 'false'],
  ['push.followTags', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['i18n.commitEncoding', 'utf-8'],
]

export interface GitEnvironmentOptions {
  readonly base: NodeJS.ProcessEnv
  readonly variables?: Readonly<Record<string, string>>
  readonly settings?: readonly GitSetting[]
}

/**
 * The environment of a Git command: quiet, in English, without hooks, prompts or the parent's repo. Settings go into
 * `GIT_CONFIG_COUNT` (Git 2.31), after those that the user's environment already holds, so neither argv nor a file has them.
 */
export function gitEnvironment(options: GitEnvironmentOptions): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {}
  for (const [name, value] of Object.entries(options.base)) if (!strippedVariables.has(name)) env[name] = value
  Object.assign(env, fixedVariables, options.variables)
  let count = Number.parseInt(env.GIT_CONFIG_COUNT ?? '', 10) || 0
  for (const [key, value] of [...fixedSettings, ...(options.settings ?? [])]) {
    env[`GIT_CONFIG_KEY_${count}`] = key
    env[`GIT_CONFIG_VALUE_${count}`] = value
    count += 1
  }
  env.GIT_CONFIG_COUNT = String(count)
  return env
}
