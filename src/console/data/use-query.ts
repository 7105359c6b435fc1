import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { InputOf, OperationName, OutputOf, ServiceName } from '#host/client'
import { useRegion } from '../place/index.ts'
import type { ChangeKind } from './change-kinds.ts'
import { useCloud } from './cloud.tsx'
import { type Answer, idle } from './live-query.ts'

export interface Query<T> extends Answer<T> {
  refresh: () => void
}

const never = () => () => {}

/**
 * A read of the cloud that stays true: asked again when a commit touches one of `kinds`.
 * An input of `undefined` asks nothing yet.
 */
export const useQuery = <S extends ServiceName, O extends OperationName<S>>(
  service: S,
  operation: O,
  input: InputOf<S, O> | undefined,
  kinds: readonly ChangeKind[],
): Query<OutputOf<S, O>> => {
  const { queries } = useCloud()
  const region = useRegion()
  const inputText = input && JSON.stringify(input)
  const query = useMemo(
    () => (input ? queries.open(region, service, operation, input, kinds) : undefined),
    // The input is made anew at every render: its text tells whether it changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [queries, region, service, operation, inputText],
  )
  const answer = useSyncExternalStore<Answer<OutputOf<S, O>>>(
    query?.subscribe ?? never,
    query?.answer ?? (() => idle),
  )
  const refresh = useCallback(() => void query?.refresh(), [query])
  return { ...answer, refresh }
}
