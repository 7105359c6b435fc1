import type { Parameter } from '@aws-sdk/client-ssm'
import { stockImagesIn } from '../../catalog/index.ts'

/** A public parameter by name, or by ARN; `:3` asks for a version, and only the current one is there. */
export const publicParameter = (region: string, asked: string): Parameter | undefined => {
  const arnRoot = `arn:aws:ssm:${region}::parameter`
  const plain = asked.startsWith(arnRoot) ? asked.slice(arnRoot.length) : asked
  const [, name, version] = /^([^:]+)(?::(\d+))?$/.exec(plain) ?? []
  if (name === undefined) return undefined
  const image = stockImagesIn(region).find(({ parameters }) => parameters.includes(name))
  if (!image || (version !== undefined && Number(version) !== image.parameterVersion)) return undefined
  return {
    Name: name,
    Type: 'String',
    Value: image.imageId,
    Version: image.parameterVersion,
    ...(version !== undefined && { Selector: `:${version}` }),
    LastModifiedDate: image.parameterDate,
    ARN: arnRoot + name,
    DataType: 'text',
  }
}

export const publicParameterNames = (region: string): string[] =>
  stockImagesIn(region).flatMap(({ parameters }) => parameters)
