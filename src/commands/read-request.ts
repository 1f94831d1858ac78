import type { Problem } from '../errors.ts'
import type { Inputs } from '../inputs.ts'
import { parseValueInput } from '../pins/value-input.ts'
import type { UpdateRequest } from '../plan/update-request.ts'
import { parseImageInput } from '../versions/image-input.ts'

export interface ReadRequest {
  readonly request: UpdateRequest
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** Turns the inputs of `update` into what is asked for, with every problem in them. */
export function readUpdateRequest(inputs: Inputs): ReadRequest {
  const images = parseImageInput(inputs.image)
  const values = inputs.value.map(parseValueInput)
  const problems = [
    ...images.problems,
    ...values.flatMap((value) => (value.ok ? [] : [value.problem])),
    ...(inputs.image.length + inputs.value.length === 0 ? [nothingAsked] : []),
  ]
  const isAll = inputs.environment.includes('all')
  const request: UpdateRequest = {
    images: images.images,
    values: values.flatMap((value) => (value.ok ? [value.update] : [])),
    digest: inputs.digest,
    environments: isAll ? 'all' : inputs.environment.length > 0 ? inputs.environment : undefined,
    applications: inputs.application,
    paths: inputs.path,
    createMissing: inputs['create-missing'],
    allowMissing: inputs['allow-missing'],
    allowDowngrade: inputs['allow-downgrade'],
    isFilesOnly: inputs.delivery === 'files',
  }
  return { request, problems, warnings: images.warnings }
}

const nothingAsked: Problem = {
  code: 'nothing-asked',
  message: 'no version to write was given',
  hint: 'Give "image" (ghcr.io/acme/web:1.4.0) or "value" (apps/web/values-dev.yaml:image.tag=1.4.0).',
}
