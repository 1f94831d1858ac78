import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'

export interface DiffedFile {
  readonly path: string
  readonly before: string
  readonly after: string
}

/**
 * Files as one unified diff with three lines of context, as `git apply` takes it. Files without a change are left out. Import
 * this file only when a diff is wanted: the package behind it is not needed to start.
 */
export function formatDiff(files: readonly DiffedFile[]): string {
  return files
    .filter(({ before, after }) => before !== after)
    .map(({ path, before, after }) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      }),
    )
    .join('')
}
