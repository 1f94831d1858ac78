import { type Document, parseAllDocuments } from 'yaml'

/** One rendered object; further members are whatever its kind has. */
export interface KubernetesObject {
  readonly kind: string
  /** Kubernetes wants one, kustomize does not. */
  readonly apiVersion?: string
  readonly metadata?: {
    readonly name?: string
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly [key: string]: unknown
  }
  readonly [key: string]: unknown
}

/**
 * Reads the output of `kustomize build`: one object a document, in their order. The YAML 1.2 core schema is enough, since
 * kustomize writes what it has as JSON values: `0644` has become `420`, and the string `yes` is quoted. Integers beyond 2^53
 * lose their last digits.
 *
 * @throws Error if it is not YAML, or a document is not a mapping with a `kind`
 */
export function parseObjects(text: string): KubernetesObject[] {
  const documents: Document[] = [...parseAllDocuments(text)]
  return documents.filter((document) => document.contents !== null).map(readObject)
}

function readObject(document: Document, index: number): KubernetesObject {
  const [error] = document.errors
  if (error !== undefined) throw error
  const value: unknown = document.toJS()
  if (!isKubernetesObject(value)) throw new Error(`document ${index + 1} has no kind`)
  return value
}

function isKubernetesObject(value: unknown): value is KubernetesObject {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
}
