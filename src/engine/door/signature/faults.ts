import { AwsError } from '../../kernel/aws-error.ts'
import type { ServiceFacts } from '../../model/index.ts'

export type Fault =
  | 'missing'
  | 'incomplete'
  | 'unknownKey'
  | 'wrongToken'
  | 'expiredToken'
  | 'mismatch'
  | 'skewed'
  | 'expiredLink'

/** Code, status, and the message unless the fault brings a message of its own. */
type Words = Readonly<Record<Fault, readonly [code: string, status: number, message?: string]>>

const notValidated = 'AWS was not able to validate the provided access credentials'
const invalidToken = 'The security token included in the request is invalid.'
const expiredToken = 'The security token included in the request is expired'
const noToken = 'Request is missing Authentication Token'
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

const ec2: Words = {
  missing: ['MissingParameter', 400, 'The request must contain the parameter AWSAccessKeyId'],
  incomplete: ['AuthFailure', 401, 'Authorization header or parameters are not formatted correctly.'],
  unknownKey: ['AuthFailure', 401, notValidated],
  wrongToken: ['AuthFailure', 401, notValidated],
  expiredToken: ['RequestExpired', 400, 'Request has expired.'],
  mismatch: ['AuthFailure', 401, notValidated],
  skewed: ['RequestExpired', 400, 'Request has expired.'],
  expiredLink: ['RequestExpired', 400, 'Request has expired.'],
}

const query: Words = {
  missing: ['MissingAuthenticationToken', 403, noToken],
  incomplete: ['IncompleteSignature', 400],
  unknownKey: ['InvalidClientTokenId', 403, invalidToken],
  wrongToken: ['InvalidClientTokenId', 403, invalidToken],
  expiredToken: ['ExpiredToken', 403, expiredToken],
  mismatch: ['SignatureDoesNotMatch', 403],
  skewed: ['SignatureDoesNotMatch', 403],
  expiredLink: ['SignatureDoesNotMatch', 403],
}

const json = (status: number): Words => ({
  missing: ['MissingAuthenticationTokenException', status, noToken],
  incomplete: ['IncompleteSignatureException', status],
  unknownKey: ['UnrecognizedClientException', status, invalidToken],
  wrongToken: ['UnrecognizedClientException', status, invalidToken],
  expiredToken: ['ExpiredTokenException', status, expiredToken],
  mismatch: ['InvalidSignatureException', status],
  skewed: ['InvalidSignatureException', status],
  expiredLink: ['InvalidSignatureException', status],
})

const s3: Words = {
  missing: ['AccessDenied', 403, 'Access Denied'],
  incomplete: ['AuthorizationQueryParametersError', 400],
  unknownKey: [
    'InvalidAccessKeyId',
    403,
    'The AWS Access Key Id you provided does not exist in our records.',
  ],
  wrongToken: ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
  expiredToken: ['ExpiredToken', 400, 'The provided token has expired.'],
  mismatch: [
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
  skewed: [
    'RequestTimeTooSkewed',
    403,
    'The difference between the request time and the current time is too large.',
  ],
  expiredLink: ['AccessDenied', 403, 'Request has expired'],
}

/** A request that cannot be believed, in the words of the service it was sent to. */
export function authError(
  facts: ServiceFacts,
  fault: Fault,
  detail = mismatch,
  extra?: Record<string, unknown>,
): AwsError {
  const [code, status, message = detail] = wordsOf(facts)[fault]
  return new AwsError(code, message, { status, ...(facts.service === 's3' && extra && { extra }) })
}

function wordsOf({ service, protocol }: ServiceFacts): Words {
  if (protocol === 'ec2Query') return ec2
  if (service === 's3') return s3
  if (protocol === 'restJson1') return json(403)
  return protocol.startsWith('awsJson') ? json(400) : query
}
