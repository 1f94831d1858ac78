import { DrawbridgeError } from '../../src/errors.ts'
import { parseValueInput } from '../../src/pins/value-input.ts'
import { planUpdate, type UpdatePlan } from '../../src/plan/update-plan.ts'
import type { UpdateRequest } from '../../src/plan/update-request.ts'
import { parseImageInput } from '../../src/versions/image-input.ts'
import { MemoryTree } from '../support/memory-tree.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>

export type Asked = Partial<Omit<UpdateRequest, 'images' | 'values' | 'environments'>> & {
  readonly image?: string | readonly string[]
  readonly value?: string | readonly string[]
  readonly environment?: string | readonly string[]
}

/** A request as the inputs make it. */
export function requestOf({ image = [], value = [], environment, ...rest }: Asked): UpdateRequest {
  const images = parseImageInput([image].flat())
  const values = [value].flat().map(parseValueInput)
  const problems = [...images.problems, ...values.flatMap((each) => (each.ok ? [] : [each.problem]))]
  if (problems[0]) throw new Error(JSON.stringify(problems))
  return {
    images: images.images,
    values: values.flatMap((each) => (each.ok ? [each.update] : [])),
    digest: 'keep',
    environments: environment === 'all' ? 'all' : environment === undefined ? undefined : [environment].flat(),
    applications: [],
    paths: [],
    createMissing: false,
    allowMissing: false,
    allowDowngrade: false,
    isFilesOnly: true,
    ...rest,
  }
}

export function plan(files: Files, asked: Asked): Promise<UpdatePlan> {
  return planUpdate(new MemoryTree(files), requestOf(asked))
}

/** The files that an update changes, with their new text; and that a second run changes nothing. */
export async function update(files: Files, asked: Asked): Promise<Record<string, string>> {
  const { files: edited } = await plan(files, asked)
  const changed = Object.fromEntries(edited.map(({ path, after }) => [path, after]))
  const again = await plan({ ...files, ...changed }, asked)
  if (again.files.length > 0)
    throw new Error(`a second run changes ${JSON.stringify(again.files.map(({ after }) => after))}`)
  return changed
}

/** One file, before → after. */
export async function updateOne(path: string, before: string, asked: Asked): Promise<string> {
  const changed = await update({ [path]: before }, asked)
  return changed[path] ?? before
}

/** The error that an update ends with. */
export async function refusal(files: Files, asked: Asked): Promise<DrawbridgeError> {
  const result = await plan(files, asked).catch((error: unknown) => error)
  if (result instanceof DrawbridgeError) return result
  throw result instanceof Error ? result : new Error(`no refusal, but ${JSON.stringify((result as UpdatePlan).files)}`)
}
