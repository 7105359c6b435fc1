// @ts-expect-error -- the build's scripts are plain JavaScript
import { buildWholeModel } from '../../../../scripts/build-models.mjs'
import type { GeneratedModel } from '../../model/generated-model.ts'
import type { ServiceModel } from '../../model/index.ts'
import { linkModel } from '../../model/link.ts'

const known = new Map<string, ServiceModel>()

/** A service with every operation that its SDK client has, whatever Sandcloud serves of it. */
export async function wholeModel(service: string): Promise<ServiceModel> {
  const text = () => buildWholeModel(service) as string
  const model = known.get(service) ?? linkModel(JSON.parse(text()) as GeneratedModel)
  known.set(service, model)
  return model
}
