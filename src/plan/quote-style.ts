import type { QuoteStyle } from '../edit/scalar.ts'

/** The quotes that a file uses where it uses any: what a new pair of quotes should look like. Double ones where it has none. */
export function quoteStyleOf(text: string): QuoteStyle {
  const single = text.match(/(?:: |- )'/g)?.length ?? 0
  const double = text.match(/(?:: |- )"/g)?.length ?? 0
  return single > double ? "'" : '"'
}
