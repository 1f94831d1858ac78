import { applyEdits, lastAtMost, lineCounter, type TextEdit } from './text.ts'

/** A text that edits are made against: a whole file, or YAML text that stands inside a block scalar of one. */
export interface View {
  readonly text: string
  /** The 1-based line of the file on which an offset of the view stands. */
  lineOf(offset: number): number
  /** The same edit, against the file. */
  toFile(edit: TextEdit): TextEdit
}

/** The whole file. */
export function fileView(text: string): View {
  return { text, lineOf: lineCounter(text), toFile: (edit) => edit }
}

/** A block scalar in a text: the offsets of its header (`|`) and of its end, and the indentation of its content. */
export interface BlockSpan {
  readonly start: number
  readonly end: number
  readonly indent: number
}

/** The content of a literal block scalar (`key: |`) as a view of its own, so that YAML inside YAML is edited in place. */
export function literalView(outer: View, block: BlockSpan): View {
  const header = outer.text.indexOf('\n', block.start) + 1
  const lines = splitIndented(outer.text.slice(header, block.end), block.indent)
  const innerStarts = startsOf(lines.map(({ content }) => content.length))
  const outerStarts = startsOf(lines.map(({ cut, content }) => cut + content.length))
  const indexAt = (offset: number) => lastAtMost(innerStarts, offset)
  const lineStart = (index: number) => header + (outerStarts[index] ?? 0)
  const toOuter = (offset: number) => {
    const index = indexAt(offset)
    return lineStart(index) + (lines[index]?.cut ?? 0) + offset - (innerStarts[index] ?? 0)
  }
  const pad = ' '.repeat(block.indent)
  const isLineStart = (offset: number) => innerStarts[indexAt(offset)] === offset
  return {
    text: lines.map(({ content }) => content).join(''),
    lineOf: (offset) => outer.lineOf(header) + indexAt(offset),
    toFile: ({ start, end, text }) => {
      // Whole lines go and come with their indentation; anything else leaves that of the lines it touches alone.
      const endsWithLine = isLineStart(end) && (text === '' ? isLineStart(start) : text.endsWith('\n'))
      const isWholeLines = endsWithLine && isLineStart(start)
      return outer.toFile({
        start: isWholeLines ? lineStart(indexAt(start)) : toOuter(start),
        end: endsWithLine ? lineStart(indexAt(end)) : toOuter(end),
        text: text.replace(isWholeLines ? /^(?=[^\r\n])/gm : /\n(?=[^\r\n])/g, (found) => found + pad),
      })
    },
  }
}

/** Each line with its line break, without the indentation; how much of that each one had. */
function splitIndented(text: string, indent: number): { cut: number; content: string }[] {
  return text.split(/(?<=\n)/).map((line) => {
    const cut = Math.min(indent, /^ */.exec(line)?.[0].length ?? 0)
    return { cut, content: line.slice(cut) }
  })
}

function startsOf(lengths: readonly number[]): number[] {
  const starts = [0]
  for (const length of lengths) starts.push((starts.at(-1) ?? 0) + length)
  return starts
}

/** The file's text after edits made in any of its views. */
export function applyViewEdits(text: string, edits: readonly { view: View; edit: TextEdit }[]): string {
  return applyEdits(
    text,
    edits.map(({ view, edit }) => view.toFile(edit)),
  )
}
