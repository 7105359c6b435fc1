export { factsOf, modelOf, services } from './load.ts'
export type {
  Constraint,
  ListShape,
  MapShape,
  Member,
  OperationModel,
  Protocol,
  ServiceFacts,
  ServiceModel,
  Shape,
  StructureShape,
  TimestampFormat,
  TimestampShape,
  Traits,
  UnservedRoute,
} from './shapes.ts'
