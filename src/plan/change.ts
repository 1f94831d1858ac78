import type { TextEdit } from '../edit/text.ts'
import type { Expected } from '../edit/verify.ts'
import type { View } from '../edit/view.ts'
import type { Problem } from '../errors.ts'
import type { ImageVersion, Pin } from '../pins/pin.ts'

/** An edit in a view of a file. */
export interface ViewEdit {
  readonly view: View
  readonly edit: TextEdit
}

/** A pin and the version it gets, with the edits that write it and what they must do to the data. */
export interface Change {
  readonly pin: Pin
  readonly from: string
  readonly to: string
  readonly version: ImageVersion
  readonly edits: readonly ViewEdit[]
  readonly expected: readonly Expected[]
}

/** What becomes of one pin. */
export type PinPlan =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly problem: Problem }
