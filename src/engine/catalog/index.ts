export { amazonAccountId, type StockImage, stockImages, stockImagesIn } from './images.ts'
export { type InstanceType, instanceTypeNamed, instanceTypes, zoneHasTypes } from './instance-types.ts'
export { type ManagedPolicy, managedPolicies, managedPolicyOf } from './managed-policies.ts'
export { type Region, regionNamed, regions, type Zone } from './regions.ts'
