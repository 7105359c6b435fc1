import { invalidParameter } from '../errors.ts'
import type { InstanceRecord } from './records.ts'

type Options = InstanceRecord['metadata']

export interface MetadataOptionsRequest {
  HttpTokens?: string | undefined
  HttpPutResponseHopLimit?: number | undefined
  HttpEndpoint?: string | undefined
  HttpProtocolIpv6?: string | undefined
  InstanceMetadataTags?: string | undefined
}

/** AL2023's image, and others, ask for version 2 of the metadata service (ImdsSupport), with two hops. */
const standard: Options = {
  HttpTokens: 'required',
  HttpPutResponseHopLimit: 2,
  HttpEndpoint: 'enabled',
  HttpProtocolIpv6: 'disabled',
  InstanceMetadataTags: 'disabled',
}

/** An image that does not ask for version 2 gets both versions, and one hop. */
export const standardFor = (imdsSupport: boolean): Options =>
  imdsSupport ? standard : { ...standard, HttpTokens: 'optional', HttpPutResponseHopLimit: 1 }

const words = {
  HttpTokens: ['required', 'optional'],
  HttpEndpoint: ['enabled', 'disabled'],
  HttpProtocolIpv6: ['enabled', 'disabled'],
  InstanceMetadataTags: ['enabled', 'disabled'],
} as const

/** The options before, with those of the request in their place. */
export const metadataOptions = (request: MetadataOptionsRequest = {}, before = standard): Options => {
  const options = { ...before }
  const choose = <N extends keyof typeof words>(name: N) => {
    const value = request[name]
    if (value === undefined) return
    const word = words[name].find((each) => each === value)
    if (!word) throw invalid(name, value)
    options[name] = word as Options[N]
  }
  for (const name of Object.keys(words) as (keyof typeof words)[]) choose(name)
  const hops = request.HttpPutResponseHopLimit
  if (hops !== undefined) {
    if (hops < 1 || hops > 64) throw invalid('HttpPutResponseHopLimit', hops)
    options.HttpPutResponseHopLimit = hops
  }
  return options
}

const invalid = (name: string, value: string | number) =>
  invalidParameter(`Value (${value}) for parameter ${name[0]!.toLowerCase()}${name.slice(1)} is invalid.`)
