import { Refusal } from '../refusals.ts'
import type { Args } from './context.ts'

const encode = (index: number) => Buffer.from(`cursor:${index}`).toString('base64')
const decode = (cursor: unknown): number | undefined => {
  if (typeof cursor !== 'string') return undefined
  return Number(Buffer.from(cursor, 'base64').toString().replace('cursor:', ''))
}

/** GitHub refuses a list without a size, and more than a hundred of anything. */
const assertBounds = (name: string, { first, last }: Args): void => {
  if (typeof first !== 'number' && typeof last !== 'number') {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`
    throw new Refusal({ status: 200, type: 'MISSING_PAGINATION_BOUNDARIES', message })
  }
  const size = Number(first ?? last)
  if (size >= 0 && size <= 100) return
  const bound = first === undefined ? 'last' : 'first'
  const message = `Requesting ${size} records on the \`${name}\` connection exceeds the \`${bound}\` limit of 100 records.`
  throw new Refusal({ status: 200, type: 'EXCESSIVE_PAGINATION', message })
}

export interface ListOptions<T> {
  /** The field, for the error's text. */
  readonly name: string
  readonly items: readonly T[]
  readonly args: Args
  readonly view: (item: T) => unknown
}

/** A connection's page: nodes, edges, total and cursors. */
export const connect = <T>({ name, items, args, view }: ListOptions<T>) => {
  assertBounds(name, args)
  const from = (decode(args.after) ?? -1) + 1
  const to = Math.min(decode(args.before) ?? items.length, items.length)
  const size = Number(args.first ?? args.last)
  const start = args.first === undefined || args.first === null ? Math.max(from, to - size) : from
  const end = args.first === undefined || args.first === null ? to : Math.min(from + size, to)
  const nodes = items.slice(start, end).map(view)
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: encode(start + index) })),
    totalCount: items.length,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: nodes.length > 0 ? encode(start) : null,
      endCursor: nodes.length > 0 ? encode(end - 1) : null,
    },
  }
}
