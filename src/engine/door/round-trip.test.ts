import * as ebs from '@aws-sdk/client-ebs'
import * as ec2 from '@aws-sdk/client-ec2'
import * as ssm from '@aws-sdk/client-ssm'
import * as sts from '@aws-sdk/client-sts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { modelOf, type OperationModel } from '../model/index.ts'
import { fakeCloud } from './testing/fake-cloud.ts'
import { valuesOf } from './testing/arbitrary-values.ts'

type Package = Record<
  string,
  new (...args: unknown[]) => { send(command: unknown): Promise<Record<string, unknown>> }
>

const packages = { ec2, ebs, ssm, sts } as unknown as Record<string, Package>

describe('what a real SDK client sends arrives, and what is answered arrives there', () => {
  for (const [service, sdk] of Object.entries(packages)) {
    test(service, async () => {
      const model = await modelOf(service)
      for (const operation of model.operations.values()) {
        const cloud = fakeCloud()
        const client = new sdk[`${service.toUpperCase()}Client`]!(cloud.config)
        const inputs = operation.input ? valuesOf(operation.input) : fc.constant({})
        const outputs = operation.output ? valuesOf(operation.output) : fc.constant({})
        const oneCall = fc.asyncProperty(inputs, outputs, async (given, output) => {
          const input = signedAlready(operation, given)
          cloud.answer = () => output
          const { $metadata: _, ...received } = await client.send(new sdk[`${operation.name}Command`]!(input))
          expect(withoutMadeTokens(cloud.calls.at(-1)!.input, operation, input)).toEqual(input)
          expect(await withBytes(received)).toEqual(withReturn(operation, output))
        })
        await fc.assert(oneCall, { numRuns: 6, seed: 1 })
      }
    })
  }
})

/** Clients make up the idempotency tokens that they are not given. */
function withoutMadeTokens(arrived: unknown, { input }: OperationModel, sent: object) {
  const made = input?.members.filter(({ name, traits }) => traits.idempotencyToken && !(name in sent)) ?? []
  return Object.fromEntries(
    Object.entries(arrived as object).filter(([key]) => !made.some(({ name }) => name === key)),
  )
}

/** For a copy that brings no URL of its own, the client would make one for a host of the source region. */
function signedAlready({ name }: OperationModel, input: object) {
  return name === 'CopySnapshot' ? { PresignedUrl: 'https://ec2.amazonaws.com/', ...input } : input
}

/** EC2 says `<return>true` of everything that succeeds. */
function withReturn({ output: shape }: OperationModel, output: object) {
  return shape?.members.some(({ name }) => name === 'Return') ? { ...output, Return: true } : output
}

async function withBytes(output: Record<string, unknown>) {
  const stream = output['BlockData'] as { transformToByteArray(): Promise<Uint8Array> } | undefined
  return stream ? { ...output, BlockData: Uint8Array.from(await stream.transformToByteArray()) } : output
}
