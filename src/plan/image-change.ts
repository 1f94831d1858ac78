import { deletePair, insertAfter, replacePair } from '../edit/pairs.ts'
import { formatScalar, type ScalarOptions } from '../edit/scalar.ts'
import type { ExpectedValue } from '../edit/verify.ts'
import type { Problem } from '../errors.ts'
import { formatVersion, type ImageVersion, type Pin, type PinSite } from '../pins/pin.ts'
import { canonicalImageName, formatImageReference } from '../versions/image-reference.ts'
import type { ImageUpdate } from '../versions/image-input.ts'
import type { PinPlan, ViewEdit } from './change.ts'

/** What happens to digests: the `digest` input. */
export type DigestMode = 'keep' | 'add' | 'drop'

export interface ImageChangeOptions {
  readonly update: ImageUpdate
  readonly digest: DigestMode
  readonly createMissing: boolean
  readonly quote: '"' | "'"
}

/** Plans what an image update does to one pin that answers to its name. Rules: docs/rules.md, "Digests" and "Renames". */
export function planImageChange(pin: Pin, options: ImageChangeOptions): PinPlan {
  const target = targetVersion(pin, options)
  if ('problem' in target) return { kind: 'refused', problem: target.problem }
  const rename = renameOf(pin, options.update)
  const edit = new PinEdit(pin, options.quote)
  const problem = writeVersion(edit, target, rename) ?? (rename && writeName(edit, rename))
  if (problem) return { kind: 'refused', problem }
  if (edit.isEmpty) return { kind: 'unchanged' }
  const from = formatVersion(pin.current)
  const to = `${rename ? `${rename}:` : ''}${formatVersion(target)}`
  return { kind: 'change', change: { pin, from, to, version: target, edits: edit.edits, expected: edit.expected } }
}

function renameOf(pin: Pin, update: ImageUpdate): string | undefined {
  return update.newName !== undefined && canonicalImageName(update.newName) !== pin.name ? update.newName : undefined
}

type Target = ImageVersion | { readonly problem: Problem }

function targetVersion(pin: Pin, { update, digest: mode, createMissing }: ImageChangeOptions): Target {
  const has = pin.current
  const given = { ...(update.tag !== undefined && { tag: update.tag }), ...(update.digest !== undefined && { digest: update.digest }) }
  if (!has.tag && !has.digest) return createMissing ? given : { problem: noVersion(pin) }
  if (mode === 'drop' && update.tag !== undefined) return { tag: update.tag }
  if (update.tag === undefined) {
    if (has.tag === undefined || has.digest === update.digest) return { ...has, ...given }
    return { problem: tagWouldLie(pin, update) }
  }
  const addsDigest = mode === 'add' && update.digest !== undefined
  if (update.digest === undefined && has.digest !== undefined) {
    return has.tag === update.tag ? has : { problem: staleDigest(pin, update) }
  }
  return {
    ...(has.tag !== undefined && { tag: update.tag }),
    ...((has.digest !== undefined || addsDigest) && update.digest !== undefined && { digest: update.digest }),
  }
}

function place(pin: Pin): Pick<Problem, 'file' | 'line'> {
  return { file: pin.file, line: pin.line }
}

function noVersion(pin: Pin): Problem {
  const message = `${pin.writtenName} has no tag and no digest here`
  return { code: 'no-version', ...place(pin), message, hint: 'Set "create-missing" to add one.' }
}

function staleDigest(pin: Pin, update: ImageUpdate): Problem {
  const message = `${pin.writtenName} is pinned by the digest ${shortDigest(pin)} here, which would be stale beside the tag ${update.tag}`
  const hint = `Give the digest too (${update.written}:${update.tag}@sha256:…), or set "digest: drop" to pin by tag only.`
  return { code: 'stale-digest', ...place(pin), message, hint }
}

function tagWouldLie(pin: Pin, update: ImageUpdate): Problem {
  const message = `${pin.writtenName} is pinned by the tag ${pin.current.tag} here, which would not belong to the new digest`
  const hint = `Give the tag too: ${update.written}:TAG@${update.digest}${pin.current.digest ? '' : ', with "digest: add" to pin both'}.`
  return { code: 'tag-beside-digest', ...place(pin), message, hint }
}

function shortDigest(pin: Pin): string {
  return `${pin.current.digest?.slice(0, 19) ?? ''}…`
}

/** Gathers the edits of one pin and what they are expected to do. */
class PinEdit {
  readonly edits: ViewEdit[] = []
  readonly expected: ExpectedValue[] = []
  readonly pin: Pin
  readonly #quote: '"' | "'"

  constructor(pin: Pin, quote: '"' | "'") {
    this.pin = pin
    this.#quote = quote
  }

  get isEmpty(): boolean {
    return this.edits.length === 0
  }

  site(...parts: readonly PinSite['part'][]): PinSite | undefined {
    return this.pin.sites.find(({ part }) => parts.includes(part))
  }

  set(site: PinSite, text: string): void {
    if (site.scalar.value === text) return
    const { scalar } = site
    const written = formatScalar(scalar, text, this.#scalarOptions)
    this.edits.push({ view: scalar.view, edit: { start: scalar.start, end: scalar.end, text: written.source } })
    this.expected.push({ place: site.place, value: written.value, mustBeString: true })
  }

  insert(after: PinSite, key: string, text: string): boolean {
    const pair = this.pin.insertionPair ?? after.pair
    if (!pair) return false
    const { view, isJson } = after.scalar
    const { source } = formatScalar({ ...after.scalar, style: isJson ? 'double' : 'plain' }, text, this.#scalarOptions)
    this.edits.push({ view, edit: insertAfter(view.text, pair, { key, source, isJson }) })
    this.expected.push({ place: siblingPlace(after, key), value: text, mustBeString: true })
    return true
  }

  replace(site: PinSite, key: string, text: string): boolean {
    if (!site.pair) return false
    const { view, isJson } = site.scalar
    const { source } = formatScalar({ ...site.scalar, style: isJson ? 'double' : 'plain' }, text, this.#scalarOptions)
    this.edits.push({ view, edit: replacePair(site.pair, { key: isJson ? JSON.stringify(key) : key, source }) })
    this.expected.push({ place: site.place, value: undefined, mustBeString: false })
    this.expected.push({ place: siblingPlace(site, key), value: text, mustBeString: true })
    return true
  }

  delete(site: PinSite): boolean {
    const edit = site.pair && deletePair(site.scalar.view.text, site.pair)
    if (!edit) return false
    this.edits.push({ view: site.scalar.view, edit })
    this.expected.push({ place: site.place, value: undefined, mustBeString: false })
    return true
  }

  get #scalarOptions(): ScalarOptions {
    return { type: 'string', quote: this.#quote }
  }
}

function siblingPlace(site: PinSite, key: string): string {
  const own = site.key ?? ''
  const written = /^[\w/-]+$/.test(own) ? own : JSON.stringify(own)
  return site.place.slice(0, site.place.length - written.length) + key
}

function writeVersion(edit: PinEdit, to: ImageVersion, rename: string | undefined): Problem | undefined {
  const { pin } = edit
  const reference = edit.site('reference')
  if (reference) {
    edit.set(reference, formatImageReference({ written: rename ?? pin.writtenName, ...to }))
    return undefined
  }
  const tagSite = edit.site('tag')
  const digestSite = edit.site('digest', 'digest-hex')
  if (to.tag !== undefined) {
    const problem = writeTag(edit, { tagSite, digestSite, to })
    if (problem) return problem
  }
  return writeDigest(edit, { tagSite, digestSite, to })
}

interface VersionSites {
  readonly tagSite: PinSite | undefined
  readonly digestSite: PinSite | undefined
  readonly to: ImageVersion
}

function writeTag(edit: PinEdit, { tagSite, digestSite, to }: VersionSites): Problem | undefined {
  const tag = to.tag ?? ''
  if (tagSite) {
    // `tag: 1.4.0@sha256:…` holds both; where a digest is to be added and has no place of its own, it goes there too.
    const holdsDigest = to.digest !== undefined && !digestSite && edit.pin.format !== 'kustomize'
    edit.set(tagSite, holdsDigest ? `${tag}@${to.digest}` : tag)
    return undefined
  }
  const key = edit.pin.format === 'kustomize' ? 'newTag' : 'tag'
  if (digestSite && digestSite.part === 'digest' && to.digest === undefined) {
    return edit.replace(digestSite, key, tag) ? undefined : noRoom(edit.pin, key)
  }
  const beside = digestSite ?? edit.site('name') ?? edit.pin.sites[0]
  return beside && edit.insert(beside, key, tag) ? undefined : noRoom(edit.pin, key)
}

function writeDigest(edit: PinEdit, { tagSite, digestSite, to }: VersionSites): Problem | undefined {
  if (digestSite && to.digest !== undefined) {
    edit.set(digestSite, digestSite.part === 'digest-hex' ? to.digest.replace(/^sha256:/, '') : to.digest)
    return undefined
  }
  if (digestSite && to.digest === undefined) {
    if (!tagSite || digestSite.scalar.value === '') return undefined
    return edit.delete(digestSite) ? undefined : noRoom(edit.pin, 'digest')
  }
  if (to.digest === undefined || (tagSite && edit.pin.format !== 'kustomize')) return undefined
  const beside = tagSite ?? edit.site('name') ?? edit.pin.sites[0]
  return beside && edit.insert(beside, 'digest', to.digest) ? undefined : noRoom(edit.pin, 'digest')
}

function noRoom(pin: Pin, key: string): Problem {
  const message = `the ${key} of ${pin.writtenName} can't be added or taken away here without touching what surrounds it`
  return { code: 'no-room', ...place(pin), message, hint: 'Write the place out on lines of its own, once, by hand.' }
}

function writeName(edit: PinEdit, rename: string): Problem | undefined {
  if (edit.site('reference')) return undefined
  const site = edit.site('name')
  if (site) {
    edit.set(site, rename)
    return undefined
  }
  const [beside] = edit.pin.sites
  if (edit.pin.format === 'kustomize' && beside && edit.insert(beside, 'newName', rename)) return undefined
  const message = `${edit.pin.writtenName} can't be renamed here: its name is put together from several values`
  return { code: 'no-rename', ...place(edit.pin), message, hint: 'Change the name by hand, once.' }
}
