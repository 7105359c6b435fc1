/** Whom a signature was made for: `AKID/20260923/us-east-1/ec2/aws4_request`. */
export interface CredentialScope {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
}

export const algorithm = 'AWS4-HMAC-SHA256'

export function parseScope(credential: string): CredentialScope | undefined {
  const parts = credential.split('/')
  const [accessKeyId, date, region, service, terminator] = parts
  if (parts.length !== 5 || terminator !== 'aws4_request') return undefined
  if (!accessKeyId || !date || !region || !service) return undefined
  return { accessKeyId, date, region, service }
}

export const scopeText = ({ date, region, service }: CredentialScope) =>
  `${date}/${region}/${service}/aws4_request`
