import type { YamlDocument } from '../edit/yaml-file.ts'
import type { ImageFindings } from './image-shapes.ts'
import type { PinFormat } from './pin.ts'

/** One file format: it says which documents are its own, and which pins are in one. */
export interface FileFormat {
  readonly name: PinFormat
  matches(path: string, document: YamlDocument): boolean
  find(document: YamlDocument): ImageFindings
}
