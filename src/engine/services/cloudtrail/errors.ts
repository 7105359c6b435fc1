import { AwsError } from '../../kernel/index.ts'

export const invalidLookupAttributes = () =>
  new AwsError(
    'InvalidLookupAttributesException',
    'You can specify at most one lookup attribute, and it needs a value.',
  )

export const invalidMaxResults = () =>
  new AwsError('InvalidMaxResultsException', 'Max results must be between 1 and 50.')

export const invalidTimeRange = () =>
  new AwsError('InvalidTimeRangeException', 'The start time must not be after the end time.')

export const invalidNextToken = () => new AwsError('InvalidNextTokenException', 'Invalid token.')
