import { applyEdits, lineAt, type TextEdit } from './text.ts'

/** A text that edits are made against: a whole file, or YAML text that stands inside a block scalar of one. */
export interface View {
  readonly text: string
  /** The line of the file on which the view begins, 1-based. */
  readonly firstLine: number
  /** The same edit, against the file. */
  toFile(edit: TextEdit): TextEdit
}

/** The whole file. */
export function fileView(text: string): View {
  return { text, firstLine: 1, toFile: (edit) => edit }
}

/**
 * The content of a literal block scalar (`key: |`) as a view of its own, so that YAML inside YAML is edited in place.
 * @param block offset of the block's header (`|`) and of its end, in `outer`
 */
export function literalView(outer: View, block: { start: number; end: number; indent: number }): View {
  const header = outer.text.indexOf('\n', block.start) + 1
  const lines = outer.text.slice(header, block.end).split('\n')
  const innerStarts: number[] = []
  const outerStarts: number[] = []
  let inner = ''
  let at = header
  for (const [index, line] of lines.entries()) {
    const cut = Math.min(block.indent, line.length - line.trimStart().length)
    innerStarts.push(inner.length)
    outerStarts.push(at + cut)
    inner += line.slice(cut) + (index < lines.length - 1 ? '\n' : '')
    at += line.length + 1
  }
  const offset = (position: number) => {
    const index = lastAtMost(innerStarts, position)
    return (outerStarts[index] ?? 0) + position - (innerStarts[index] ?? 0)
  }
  const pad = ' '.repeat(block.indent)
  return {
    text: inner,
    firstLine: outer.firstLine + lineAt(outer.text, header) - 1,
    toFile: ({ start, end, text }) =>
      outer.toFile({ start: offset(start), end: offset(end), text: text.replace(/\n(?=[^\r\n])/g, `\n${pad}`) }),
  }
}

function lastAtMost(starts: readonly number[], position: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}

/** The file's text after edits made in any of its views. */
export function applyViewEdits(text: string, edits: readonly { view: View; edit: TextEdit }[]): string {
  return applyEdits(
    text,
    edits.map(({ view, edit }) => view.toFile(edit)),
  )
}
