import { useRef, useState } from 'react'
import type { InputOf, OperationName, OutputOf, SandcloudClient, ServiceName } from '#host/client'
import { type Flash, useFlashes } from '../flashes/index.ts'
import { useRegion } from '../place/index.ts'
import { cliTwin } from './cli-twin.ts'
import { useClient } from './cloud.tsx'

/** What a flash says when all went well. */
export type Success = Pick<Flash, 'text' | 'header' | 'link'>

type Call = <S extends ServiceName, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: InputOf<S, O>,
) => Promise<OutputOf<S, O>>

/** What one thing that is done to the cloud may use: its calls are on record for the CLI twin. */
export interface Doing {
  call: Call
  client: SandcloudClient
}

export interface Action<Arguments extends unknown[], Result> {
  /** Answers what the action did, or undefined when it failed: then a flash has told why. */
  run: (...args: Arguments) => Promise<Result | undefined>
  pending: boolean
}

const errorText = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  // A DOMException has a number there, which tells nobody anything.
  return 'code' in error && typeof error.code === 'string' ? `${error.code}: ${error.message}` : error.message
}

/**
 * A change to the cloud that takes one call or several. Success and failure are told in a flash, with the
 * CLI commands that do the same.
 */
export const useAction = <Arguments extends unknown[], Result>(
  words: { failure: string; success?: (result: Result) => Success | undefined },
  action: (doing: Doing, ...args: Arguments) => Promise<Result>,
): Action<Arguments, Result> => {
  const client = useClient()
  const region = useRegion()
  const show = useFlashes((state) => state.show)
  const [pending, setPending] = useState(false)

  const run = async (...args: Arguments) => {
    const cli: string[] = []
    const call: Call = (service, operation, input) => {
      cli.push(cliTwin({ service, operation, input: input as object, region }))
      return client.call(service, operation, input, { region })
    }
    setPending(true)
    try {
      const result = await action({ call, client }, ...args)
      const success = words.success?.(result)
      if (success) show({ type: 'success', cli, ...success })
      return result
    } catch (error) {
      show({ type: 'error', header: words.failure, text: errorText(error), cli })
      return undefined
    } finally {
      setPending(false)
    }
  }
  return { run, pending }
}

/** A change that is one operation. */
export const useOperation = <S extends ServiceName, O extends OperationName<S>>(
  service: S,
  operation: O,
  words: {
    failure: string
    success?: (output: OutputOf<S, O>, input: InputOf<S, O>) => Success | undefined
  },
): Action<[InputOf<S, O>], OutputOf<S, O>> => {
  const input = useRef<InputOf<S, O>>(undefined)
  return useAction(
    {
      failure: words.failure,
      success: (output: OutputOf<S, O>) => words.success?.(output, input.current as InputOf<S, O>),
    },
    ({ call }, given: InputOf<S, O>) => {
      input.current = given
      return call(service, operation, given)
    },
  )
}
