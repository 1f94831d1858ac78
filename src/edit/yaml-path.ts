/** Where a node is in one YAML document: map keys and list indexes, from the root. */
export type YamlPath = readonly (string | number)[]

/** A path as people write it: `images[0].newTag`, with quotes round keys that hold other than letters, digits, `_`, `-` or `/`. */
export function formatYamlPath(path: YamlPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`
      const key = /^[\w/-]+$/.test(step) ? step : JSON.stringify(step)
      return index === 0 ? key : `.${key}`
    })
    .join('')
}
