import type * as ebs from '@aws-sdk/client-ebs'
import type * as ec2 from '@aws-sdk/client-ec2'
import type * as ssm from '@aws-sdk/client-ssm'
import type * as sts from '@aws-sdk/client-sts'

/** The SDK's own packages are the types of every call: nothing is retyped. */
interface Services {
  ec2: typeof ec2
  ebs: typeof ebs
  ssm: typeof ssm
  sts: typeof sts
}

export type ServiceName = keyof Services

type CommandOf<S extends ServiceName, O extends string> = `${O}Command` extends keyof Services[S]
  ? Services[S][`${O}Command`] extends abstract new (...args: never[]) => infer Instance
    ? Instance
    : never
  : never

export type OperationName<S extends ServiceName> = keyof {
  [K in keyof Services[S] as K extends `${infer O}Command` ? O : never]: true
} &
  string

export type InputOf<S extends ServiceName, O extends string> =
  CommandOf<S, O> extends { input: infer Input } ? Input : never

export type OutputOf<S extends ServiceName, O extends string> =
  CommandOf<S, O> extends {
    resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<infer Result>
  }
    ? Result extends { output: infer Output }
      ? Omit<Output, '$metadata'>
      : never
    : never
