import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { StoredObject } from './objects.ts'

const typeNumbers = { commit: 1, tree: 2, blob: 3, tag: 4 } as const

/** Type and size: three bits of type and four of size in the first byte, then seven of size in each. */
const formatHeader = ({ type, data }: StoredObject): Buffer => {
  const bytes = [(typeNumbers[type] << 4) | (data.length & 15)]
  for (let rest = Math.floor(data.length / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 128
    bytes.push(rest & 127)
  }
  return Buffer.from(bytes)
}

/** A pack without deltas: https://git-scm.com/docs/pack-format */
export const formatPack = (objects: readonly StoredObject[]): Buffer => {
  const start = Buffer.alloc(12)
  start.write('PACK')
  start.writeUInt32BE(2, 4)
  start.writeUInt32BE(objects.length, 8)
  const parts = objects.flatMap((object) => [formatHeader(object), deflateSync(object.data, { level: 1 })])
  const body = Buffer.concat([start, ...parts])
  return Buffer.concat([body, createHash('sha1').update(body).digest()])
}
