/** `$name` stands for what an earlier case kept under that name. */
type Data = string | number | boolean | readonly Data[] | { readonly [member: string]: Data | undefined }

export type Fields = { readonly [member: string]: Data | undefined }

export type ServiceName = 'cloudtrail' | 'ec2' | 'ebs' | 'iam' | 'ssm' | 'sts'

/** One call as any AWS client makes it, and what AWS answers. Data alone: three kinds of clients read it. */
export interface Case {
  service: ServiceName
  operation: string
  input: Fields
  /** Members that the answer must have, among others. */
  answer?: Fields
  /** Parts of the answer that later cases need: `{ vpc: 'Vpc.VpcId' }`. */
  keep?: Readonly<Record<string, string>>
  /**
   * AWS's code and its whole message; a pattern where the message holds what differs at each run. What its
   * named groups find is kept.
   */
  refused?: readonly [code: string, message: string | RegExp]
  /** us-east-1, unless it says another. */
  region?: string
  /** Whose keys sign it: the admin's unless an earlier case has kept others under `<by>.id` and so on. */
  by?: string
  /** Why one kind of client cannot make the call. */
  notBy?: { readonly [client in 'cli' | 'sdk']?: string }
}

type More = Omit<Case, 'service' | 'operation' | 'input'>

export const casesOf = (service: ServiceName) => ({
  good: (operation: string, input: Fields = {}, more: More = {}): Case => ({
    service,
    operation,
    input,
    ...more,
  }),
  bad: (operation: string, input: Fields, code: string, message: string | RegExp, more: More = {}): Case => ({
    service,
    operation,
    input,
    refused: [code, message],
    ...more,
  }),
})

/** A block's bytes, which are no data of a case: each client has its own way to send them. */
export const blockData = '<block>'
