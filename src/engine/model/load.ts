import { constraints } from './constraints.ts'
import type { GeneratedModel } from './generated-model.ts'
import { services as generatedServices } from './generated/services.ts'
import { linkModel } from './link.ts'
import type { ServiceFacts, ServiceModel } from './shapes.ts'

type Loadable = ServiceFacts & { readonly load: () => Promise<unknown> }

const loadable: Readonly<Record<string, Loadable>> = generatedServices
const models = new Map<string, Promise<ServiceModel>>()

/** Every service the door knows, without its operations. */
export const services: readonly ServiceFacts[] = Object.values(loadable)

export function factsOf(service: string): ServiceFacts | undefined {
  return Object.hasOwn(loadable, service) ? loadable[service] : undefined
}

/** A service's operations and shapes. Each is a chunk of its own, fetched when first needed. */
export function modelOf(service: string): Promise<ServiceModel> {
  const known = models.get(service)
  if (known) return known
  const loading = load(service)
  models.set(service, loading)
  // A chunk that could not be fetched must not stay missing for good.
  loading.catch(() => models.delete(service))
  return loading
}

async function load(service: string): Promise<ServiceModel> {
  if (!Object.hasOwn(loadable, service)) throw new Error(`There is no model of the service '${service}'.`)
  const module = (await loadable[service]!.load()) as { default: GeneratedModel }
  return linkModel(module.default, constraints[service])
}
