/** Where a node is in one YAML document: map keys and list indexes, from the root. */
export type YamlPath = readonly (string | number)[]

/** A place in the data of a file: `<document>:<path>`, and inside YAML text in a block scalar `…|<document>:<path>`. */
export type Place = string

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

/** The place of a path in a document; `outer` is the place of the block scalar that holds the document, if any. */
export function placeOfPath(options: { document: number; path: YamlPath; outer?: Place | undefined }): Place {
  return `${options.outer === undefined ? '' : `${options.outer}|`}${options.document}:${formatYamlPath(options.path)}`
}
