import { isMap } from 'yaml'
import { scalarText } from '../edit/node-index.ts'
import type { YamlDocument } from '../edit/yaml-file.ts'
import type { FileFormat } from './format.ts'
import { findImageShapes } from './image-shapes.ts'
import { findImageEntries, isImageEntry } from './kustomize.ts'
import { mergedValues } from './walk.ts'

/**
 * Kubernetes objects of every kind: containers wherever a pod template is embedded (workloads, CronJobs, Lists, Rollouts, custom
 * resources), and the image shapes of custom resources such as a HelmRelease's values.
 */
export const kubernetes: FileFormat = {
  name: 'kubernetes',
  matches: (_path, document) => isKubernetesObject(document),
  find: (document) => {
    const shapes = findImageShapes(document, 'kubernetes', isImageEntry)
    return { ...shapes, pins: [...shapes.pins, ...findImageEntries(document)], lone: [] }
  },
}

function isKubernetesObject(document: YamlDocument): boolean {
  const { root } = document
  if (!isMap(root)) return false
  const values = mergedValues(document, root)
  return ['apiVersion', 'kind'].every((key) => Boolean(scalarText(document, values.get(key))))
}
