import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { useEffect, useState } from 'react'
import type { Pace } from '#host/client'
import { useClient } from '../data/index.ts'

const paces: readonly { value: Pace; label: string; description: string }[] = [
  {
    value: 'real',
    label: 'True to life',
    description: 'An instance takes as long to start, and a snapshot to complete, as on AWS: up to minutes.',
  },
  {
    value: 'brisk',
    label: 'Brisk',
    description: 'Every state can be seen on its way, each for a moment.',
  },
  { value: 'instant', label: 'Instant', description: 'AWS’s own delays are left out.' },
]

/** How long AWS's own delays take. What runs on a machine keeps its own time. */
export function PaceSetting() {
  const client = useClient()
  const [pace, setPace] = useState<Pace>()
  useEffect(() => {
    void client.pace().then(setPace)
  }, [client])
  return (
    <Container header={<Header variant="h2">Pace</Header>}>
      <FormField
        label="How long AWS’s own delays take"
        description="Programs on machines keep their own time."
      >
        <RadioGroup
          value={pace ?? null}
          items={paces.map((item) => ({ ...item, disabled: !pace }))}
          onChange={({ detail }) => {
            setPace(detail.value as Pace)
            void client.setPace(detail.value as Pace)
          }}
        />
      </FormField>
    </Container>
  )
}
