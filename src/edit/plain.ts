// What some YAML reader takes for something else than a string when it stands without quotes: YAML 1.2's core schema,
// YAML 1.1's types (https://yaml.org/type/), and what go-yaml (kustomize, Helm, Argo CD, Flux) and PyYAML make of them.
const nulls = /^(?:~|null|)$/i
const booleans = /^(?:true|false|y|n|yes|no|on|off)$/i
const integers = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-f_]+|\d[\d_]*)$/i
const floats = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:e[-+]?_*\d[\d_]*)?$/i
// `.` and `e3` are numbers by no specification, and yet NaN to the `yaml` package under 1.1: a short commit id can be one.
const nearlyFloats = /^[-+]?(?:\d[\d_]*)?(?:\.[\d_]*|(?:\.[\d_]*)?e[-+]?\d+)$/i
const infinities = /^(?:[-+]?\.inf|\.nan)$/i
const sexagesimal = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/
const date = /^\d{4}-\d\d?-\d\d?$/
const time = /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d?:\d\d?(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?$/

/** What a reader may take an unquoted text for. `other`: the keys `<<` and `=`, which mean something by themselves. */
export type PlainKind = 'null' | 'boolean' | 'number' | 'date' | 'other' | 'string'

/** What a reader of YAML 1.1 or 1.2 would read the unquoted text as; `string` when all of them read a string. */
export function plainKind(text: string): PlainKind {
  if (nulls.test(text)) return 'null'
  if (booleans.test(text)) return 'boolean'
  if ([integers, floats, nearlyFloats, infinities, sexagesimal].some((form) => form.test(text))) return 'number'
  if (date.test(text) || time.test(text)) return 'date'
  return text === '<<' || text === '=' ? 'other' : 'string'
}

/** True when the text can stand without quotes as a YAML scalar at all, whatever kind it is then read as. */
export function canBePlain(text: string, inFlow: boolean): boolean {
  if (text === '' || text !== text.trim() || !isPrintableLine(text)) return false
  if (/^[,[\]{}#&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text)) return false
  if (/:(?:\s|$)|\s#/.test(text) || /^(?:---|\.\.\.)/.test(text)) return false
  return !inFlow || !/[,[\]{}]|^[-?:]|:$/.test(text)
}

function isPrintableLine(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that YAML forbids outside escapes
  return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/.test(text)
}
