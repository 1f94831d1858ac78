// What some YAML reader takes for something else than a string when it stands without quotes: YAML 1.2's core schema,
// YAML 1.1's types (https://yaml.org/type/), and what go-yaml (kustomize, Helm, Argo CD, Flux) and PyYAML make of them.
const words = /^(?:~|null|true|false|y|n|yes|no|on|off|=|<<|[-+]?\.inf|\.nan)$/i
const integers = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-f_]+|\d[\d_]*)$/i
const floats = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:e[-+]?\d[\d_]*)?$/i
const sexagesimal = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/
const timestamp = /^\d{4}-\d\d?-\d\d?(?:$|[Tt\s])/

/** True when a reader of YAML 1.1 or 1.2 would read the unquoted text as a null, boolean, number or date. */
export function isReadAsOtherType(text: string): boolean {
  return (
    text === '' ||
    words.test(text) ||
    integers.test(text) ||
    floats.test(text) ||
    sexagesimal.test(text) ||
    timestamp.test(text)
  )
}

/** True when the text can stand without quotes as a YAML scalar at all, whatever type it is then read as. */
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
