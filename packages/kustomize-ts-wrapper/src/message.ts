import { basename } from 'node:path'
import type { FailureFacts, FailureReason } from './failure.ts'

const maxStderrCharacters = 2000

/** One sentence about what happened, then what the program said on stderr. */
export function formatFailure(facts: FailureFacts): string {
  const said = facts.reason === 'parse' ? '' : tail(readableStderr(facts.stderr ?? ''))
  return [sentence(facts), said].filter((part) => part !== '').join('\n')
}

function sentence(facts: FailureFacts): string {
  const predicate = facts.reason === 'exit' ? formatEnding(facts) : predicates[facts.reason]
  return `${subject(facts)} ${predicate}${facts.detail ?? ''}`
}

const predicates: Record<Exclude<FailureReason, 'exit'>, string> = {
  missing: 'was not found: ',
  'too-old': 'is too old: ',
  'unknown-version': 'did not say its version',
  unsupported: 'has no ',
  spawn: 'could not be started: ',
  timeout: 'was stopped after ',
  aborted: 'was aborted',
  'too-big': 'was stopped because it printed more than ',
  parse: 'printed something else than Kubernetes objects: ',
}

// No flags: they can carry values that do not belong in a log.
function subject({ reason, command = [] }: FailureFacts): string {
  const [file = 'kustomize', verb = ''] = command
  if (reason === 'missing') return 'kustomize'
  if (reason === 'too-old') return `the kustomize of ${file}`
  const directory = command.includes('--') ? (command.at(-1) ?? '') : ''
  return [basename(file), verb, directory].filter((word) => word !== '').join(' ')
}

function formatEnding({ exitCode, signal }: FailureFacts): string {
  return signal === undefined ? `ended with exit code ${exitCode}` : `was ended by ${signal}`
}

/** kubectl wraps an error in a log line of its own (`E0102 … "command failed" err="…"`): only the error is worth reading. */
export function readableStderr(stderr: string): string {
  const block = /^E\d{4} .* err=<\n([\s\S]*?)\n >$/m.exec(stderr)?.[1]
  if (block !== undefined) return block.replaceAll(/^\t/gm, '').trim()
  const quoted = /^E\d{4} .* err=("(?:[^"\\]|\\.)*")$/m.exec(stderr)?.[1]
  return (quoted === undefined ? stderr : unquote(quoted)).trim()
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    // Go writes some escapes (`\x00`) that JSON has not.
    return quoted
  }
}

// The end, because that is where kustomize and helm say what is wrong.
function tail(text: string): string {
  return text.length > maxStderrCharacters ? `…${text.slice(-maxStderrCharacters)}` : text
}

/** What to do about it. Read from stderr where kustomize has no other sign: a text that changes only costs the better hint. */
export function hintFor(facts: FailureFacts): string {
  if (facts.reason !== 'exit') return hints[facts.reason]
  const known = exitHints.find(([pattern]) => pattern.test(facts.stderr ?? ''))
  return known?.[1] ?? 'Correct what kustomize names above; the same command by hand gives the same message.'
}

const hints: Record<Exclude<FailureReason, 'exit'>, string> = {
  missing:
    'Install kustomize (https://kubectl.docs.kubernetes.io/installation/kustomize/) or kubectl, or give its path.',
  'too-old': 'Install a newer kustomize, or give the path of one.',
  'unknown-version': 'Check that the path is that of kustomize or kubectl, and of a released version.',
  unsupported: 'Use the kustomize binary: the copy inside kubectl does not take this.',
  spawn: 'Check that the file is a program for this machine and that the working directory exists.',
  timeout: 'Look for remote bases and charts that are slow to fetch, or allow more time.',
  aborted: 'Start it again when there is reason to.',
  'too-big': 'Check what the kustomization pulls in, or allow more output.',
  parse: 'Check that the path is that of kustomize or kubectl.',
}

const exitHints: readonly (readonly [RegExp, string])[] = [
  [/must specify --enable-helm/, 'The kustomization inflates a Helm chart: allow it with enableHelm (--enable-helm).'],
  [
    /\(is '.*' installed\?\)/,
    'Put helm on the PATH that kustomize gets, or name it with helmCommand (--helm-command).',
  ],
  [
    /is not in or below/,
    "The kustomization reads a file outside its folder: allow it with loadRestrictor 'LoadRestrictionsNone'.",
  ],
  [/unable to find one of 'kustomization/, 'Name a directory that holds a kustomization.yaml.'],
  [/unknown (shorthand )?flag/, 'This version has no such flag: use a newer kustomize, or leave the option out.'],
  [/not a valid directory/, 'Name a directory that exists.'],
]
