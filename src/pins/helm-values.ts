import type { FileFormat } from './format.ts'
import { findImageShapes } from './image-shapes.ts'

/** Helm values: the shapes that charts share. A tag whose name stands in a lower layer is found by `layers.ts`. */
export const helmValues: FileFormat = {
  name: 'helm-values',
  matches: () => true,
  find: (document) => findImageShapes(document, 'helm-values'),
}
