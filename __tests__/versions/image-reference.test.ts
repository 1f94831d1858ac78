import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalImageName,
  formatImageReference,
  parseImageReference,
  tryParseImageReference,
} from '../../src/versions/image-reference.ts'

const sha256 = `sha256:${'a1'.repeat(32)}`
const sha512 = `sha512:${'b2'.repeat(64)}`

describe('parseImageReference', () => {
  it.each([
    { name: 'a bare name is in Docker Hub’s library', text: 'nginx', canonical: 'docker.io/library/nginx' },
    { name: 'an owner is in Docker Hub', text: 'acme/web:1', canonical: 'docker.io/acme/web', tag: '1' },
    {
      name: 'the old name of Docker Hub is Docker Hub',
      text: 'index.docker.io/nginx',
      canonical: 'docker.io/library/nginx',
    },
    { name: 'a host has a dot', text: 'ghcr.io/acme/web:1.4', canonical: 'ghcr.io/acme/web', tag: '1.4' },
    { name: 'a host is compared in lowercase', text: 'GHCR.io/acme/web', canonical: 'ghcr.io/acme/web' },
    { name: 'a port is no tag', text: 'registry:5000/web', canonical: 'registry:5000/web' },
    { name: 'a port and a tag', text: 'localhost:5000/web:1', canonical: 'localhost:5000/web', tag: '1' },
    { name: 'localhost is a host', text: 'localhost/web', canonical: 'localhost/web' },
    { name: 'an IPv6 host', text: '[::1]:5000/web:1', canonical: '[::1]:5000/web', tag: '1' },
    { name: 'a digest', text: `web@${sha256}`, canonical: 'docker.io/library/web', digest: sha256 },
    {
      name: 'a tag and a digest',
      text: `web:1@${sha512}`,
      canonical: 'docker.io/library/web',
      tag: '1',
      digest: sha512,
    },
    {
      name: 'a digest of another algorithm',
      text: `web@sha384+x:${'c'.repeat(96)}`,
      canonical: 'docker.io/library/web',
      digest: `sha384+x:${'c'.repeat(96)}`,
    },
    { name: 'separators in a path', text: 'x/a_b__c.d--e/f', canonical: 'docker.io/x/a_b__c.d--e/f' },
    {
      name: 'a tag of 128 characters',
      text: `web:${'x'.repeat(128)}`,
      canonical: 'docker.io/library/web',
      tag: 'x'.repeat(128),
    },
  ])('$name', ({ text, canonical, tag, digest }) => {
    const parsed = parseImageReference(text)
    expect(parsed).toMatchObject({ ok: true, reference: { canonical } })
    expect(parsed.ok && parsed.reference.tag).toBe(tag)
    expect(parsed.ok && parsed.reference.digest).toBe(digest)
    expect(parsed.ok && formatImageReference(parsed.reference)).toBe(text)
  })

  it.each([
    { name: 'nothing', text: '', code: 'image-empty', says: 'empty' },
    { name: 'white space', text: 'web :1', code: 'image-whitespace', says: 'position 4' },
    { name: 'a URL', text: 'https://ghcr.io/a/b:1', code: 'image-scheme', says: 'write "ghcr.io/a/b:1"' },
    { name: 'an OCI URL', text: 'oci://ghcr.io/a/b:1', code: 'image-scheme', says: 'oci://' },
    {
      name: 'uppercase, with the lowercase form in full',
      text: `ghcr.io/Acme/Web:RC1@${sha256}`,
      code: 'image-uppercase',
      says: `write "ghcr.io/acme/web:RC1@${sha256}"`,
    },
    { name: 'an uppercase owner is no host', text: 'Acme/web:1', code: 'image-uppercase', says: 'write "acme/web:1"' },
    {
      name: 'an empty digest output',
      text: 'web:1@',
      code: 'image-digest-empty',
      says: '{{ steps.build.outputs.digest }}',
    },
    { name: 'an empty tag output', text: 'web:', code: 'image-tag-empty', says: 'nothing after ":"' },
    {
      name: 'an empty tag before a digest',
      text: `web:@${sha256}`,
      code: 'image-tag-empty',
      says: 'nothing after ":"',
    },
    { name: 'a branch as the tag', text: 'ghcr.io/a/b:feat/x', code: 'image-tag', says: '"/" at position 5' },
    { name: 'a branch as the tag of a short name', text: 'b:feat/x', code: 'image-tag', says: '"feat-x" would do' },
    { name: 'build metadata in the tag', text: 'web:1.0+x', code: 'image-tag', says: '"+" at position 4' },
    { name: 'a tag that begins with a dash', text: 'web:-a', code: 'image-tag', says: 'begins with "-"' },
    { name: 'a tag that is too long', text: `web:${'x'.repeat(129)}`, code: 'image-tag', says: '129 characters' },
    {
      name: 'a digest without algorithm',
      text: `web@${'a'.repeat(64)}`,
      code: 'image-digest',
      says: `write "sha256:${'a'.repeat(64)}"`,
    },
    { name: 'a short sha256', text: 'web@sha256:abc', code: 'image-digest', says: 'sha256 has 64' },
    {
      name: 'a sha512 of the length of sha256',
      text: `web@sha512:${'a'.repeat(64)}`,
      code: 'image-digest',
      says: 'sha512 has 128',
    },
    {
      name: 'an uppercase digest',
      text: `web@${sha256.toUpperCase()}`,
      code: 'image-digest',
      says: `write "${sha256}"`,
    },
    { name: 'a digest that is not hex', text: `web@sha256:${'g'.repeat(64)}`, code: 'image-digest', says: '"g"' },
    { name: 'an unknown algorithm with few digits', text: 'web@md5:abc', code: 'image-digest', says: 'at least 32' },
    { name: 'an empty part', text: 'ghcr.io//web:1', code: 'image-name', says: 'empty part' },
    { name: 'no name', text: ':1', code: 'image-name', says: 'no name' },
    { name: 'two separators', text: 'a..b:1', code: 'image-name', says: '"a..b"' },
    { name: 'another character', text: 'a$b:1', code: 'image-name', says: '"$"' },
    { name: 'an image id', text: 'a'.repeat(64), code: 'image-name', says: 'image id' },
    { name: 'a host that is none', text: 'a_b.io/web:1', code: 'image-name', says: 'registry "a_b.io"' },
    { name: 'a name that is too long', text: `${'a/'.repeat(150)}a:1`, code: 'image-name', says: '301 characters' },
  ])('refuses $name', ({ text, code, says }) => {
    const parsed = parseImageReference(text)
    expect(parsed).toMatchObject({ ok: false, problem: { code } })
    const problem = parsed.ok ? undefined : parsed.problem
    expect(`${problem?.message}\n${problem?.hint}`).toContain(says)
  })

  it('never throws, and gives back what it accepts byte for byte', () => {
    const soup = fc.string({
      unit: fc.constantFrom('a', 'B', '1', '/', ':', '@', '.', '-', '_', ' ', 'sha256:', 'é'),
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.oneof(soup, fc.string()), (text) => {
        const parsed = parseImageReference(text)
        expect(parsed.ok ? formatImageReference(parsed.reference) : text).toBe(text)
        expect(tryParseImageReference(text) === undefined).toBe(!parsed.ok)
      }),
    )
  })

  it('reads every well-formed reference', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,6}(?:[_-][a-z0-9]{1,4}){0,2}$/)
    const host = fc.constantFrom('', 'ghcr.io/', 'localhost:5000/', 'registry.example.com/')
    const tag = fc.oneof(fc.constant(''), fc.stringMatching(/^:[\w][\w.-]{0,20}$/))
    const digest = fc.constantFrom('', `@${sha256}`, `@${sha512}`)
    const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
    fc.assert(
      fc.property(host, path, tag, digest, (...parts) => {
        expect(parseImageReference(parts.join(''))).toMatchObject({
          ok: true,
          reference: { written: parts[0] + parts[1] },
        })
      }),
    )
  })
})

describe('canonicalImageName', () => {
  it.each([
    { name: 'nginx', same: 'docker.io/nginx' },
    { name: 'nginx', same: 'registry-1.docker.io/library/nginx' },
    { name: 'acme/web', same: 'index.docker.io/acme/web' },
  ])('$name and $same are one image', ({ name, same }) => {
    expect(canonicalImageName(name)).toBe(canonicalImageName(same))
  })

  it.each([
    { name: 'web', other: 'acme/web' },
    { name: 'acme/web', other: 'ghcr.io/acme/web' },
    { name: 'ghcr.io/acme/web', other: 'ghcr.io/acme/web-api' },
    { name: 'ghcr.io/nginx', other: 'ghcr.io/library/nginx' },
  ])('$name and $other are two', ({ name, other }) => {
    expect(canonicalImageName(name)).not.toBe(canonicalImageName(other))
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z.:/-]{0,20}$/)), (text) => {
        const once = canonicalImageName(text)
        expect(canonicalImageName(once)).toBe(once)
      }),
    )
  })
})
