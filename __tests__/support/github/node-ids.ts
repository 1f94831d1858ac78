/** Node ids that say what they mean, opaque to clients as GitHub's are. */
export type NodeKind =
  | 'R'
  | 'PR'
  | 'REF'
  | 'LA'
  | 'U'
  | 'BOT'
  | 'O'
  | 'C'
  | 'T'
  | 'B'
  | 'MQ'
  | 'MQE'
  | 'IC'
  | 'PRR'
  | 'SC'
  | 'CR'

export const nodeId = (kind: NodeKind, ...parts: readonly (string | number)[]): string =>
  `${kind}_${Buffer.from(parts.join('\u0000')).toString('base64url')}`

export interface DecodedId {
  readonly kind: NodeKind
  readonly parts: readonly string[]
}

export const decodeNodeId = (id: string): DecodedId | undefined => {
  const [, kind, rest] = /^([A-Z]+)_([\w-]+)$/.exec(id) ?? []
  if (!kind || !rest) return undefined
  return { kind: kind as NodeKind, parts: Buffer.from(rest, 'base64url').toString().split('\u0000') }
}
