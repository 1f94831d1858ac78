/** A date, with or without a time, as one field: `20240115`, `2024.01.15`, `2021-06-14T01-29-23Z`, `20240115093000`. */
const day = '(?:19|20)\\d\\d([-._]?)(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12]\\d|3[01])'
const time = '[T_.-]?(?:[01]\\d|2[0-3])[-:.]?[0-5]\\d(?:[-:.]?[0-5]\\d)?Z?'
const stampField = `(?<![A-Za-z0-9])${day}(?:${time})?(?![A-Za-z0-9])`
const fields = new RegExp(`${stampField}|[A-Za-z0-9]+|[^A-Za-z0-9]+`, 'g')
const wholeStamp = new RegExp(`^${day}(?:${time})?$`)
/** Seconds or milliseconds since 1970, for the years 2001 to 2033. */
const wholeEpoch = /^1\d{9}(?:\d{3})?$/

/** The dates, words, numbers and hashes of a tag, and the separators between them; joined they are the tag again. */
export function tagFields(tag: string): readonly string[] {
  return tag.match(fields) ?? []
}

/** A point in time: a date with year, month and day in this order, or seconds since 1970. */
export function isStamp(field: string): boolean {
  return wholeEpoch.test(field) || wholeStamp.test(field)
}

/** A commit's hex id, short or long, also as `git describe` writes it (`g1a2b3c4`). Pure digits could be a number. */
export function isCommit(field: string): boolean {
  return /^g?[0-9a-f]{7,64}$/.test(field) && /\d/.test(field) && /[a-f]/.test(field.replace(/^g/, ''))
}

/** Compares two runs of digits of any length: below 0 when the first is less. */
export function compareDigits(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')]
  if (x.length !== y.length) return x.length - y.length
  return x < y ? -1 : Number(x > y)
}
