import type { LaunchForm } from './launch-form.ts'
import type { Problems } from './problems.ts'
import type { LaunchChoices } from './use-launch-choices.ts'

/** What every section of the page gets. */
export interface SectionProps {
  form: LaunchForm
  change: (member: Partial<LaunchForm>) => void
  choices: LaunchChoices
  /** Empty until the learner has tried to launch. */
  problems: Problems
}
