import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import type { Query } from '../data/index.ts'

/** A question that the cloud answered with an error, in its words. */
export function Problem({ query }: { query: Pick<Query<unknown>, 'error' | 'refresh'> }) {
  const { error } = query
  if (!error) return null
  return (
    <Alert
      type="error"
      header={'code' in error ? String(error.code) : 'Something went wrong'}
      action={<Button onClick={query.refresh}>Retry</Button>}
    >
      {error.message}
    </Alert>
  )
}
