import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** The documents for users and contributors, relative to the project. */
export const documents: readonly string[] = [
  ...filesOf('.', 0),
  ...filesOf('docs', 9),
  ...filesOf('examples', 9),
  ...filesOf('packages/kustomize-ts-wrapper', 0),
].filter((path) => path.endsWith('.md'))

/** The workflows of `examples`, relative to the project. */
export const workflows: readonly string[] = filesOf('examples/workflows', 0)

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** The files of a folder of the project, and of as many levels below it. */
export function filesOf(folder: string, depth: number): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = relative(root, join(root, folder, entry.name))
      return entry.isDirectory() ? (depth > 0 ? filesOf(path, depth - 1) : []) : [path]
    })
    .toSorted()
}

export interface Block {
  readonly language: string
  readonly text: string
  readonly line: number
  /** The file that the comment above it names. */
  readonly from: string | undefined
}

/** The fenced blocks of a Markdown text. */
export function blocksOf(markdown: string): Block[] {
  const pattern = /(?:^<!-- from (?<from>\S+) -->\n)?^```(?<language>\S*)\n(?<text>[\s\S]*?)^```$/gm
  return [...markdown.matchAll(pattern)].map(({ groups, index }) => ({
    language: groups?.language ?? '',
    text: groups?.text ?? '',
    from: groups?.from,
    line: markdown.slice(0, index).split('\n').length,
  }))
}

/** What a heading can be linked by (https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links). */
export function anchorsOf(markdown: string): string[] {
  const text = markdown.replace(/^```[\s\S]*?^```$/gm, '')
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
