import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Fields } from '../../../elements/index.ts'
import { paths, useHref } from '../../../place/index.ts'
import { imageTitle } from '../image-family.ts'
import type { LaunchForm } from './launch-form.ts'
import type { SectionProps } from './section-props.ts'

interface SummaryPanelProps extends SectionProps {
  pending: boolean
  onLaunch: () => void
  onPreview: () => void
}

/** What is about to be launched, and the orange button. */
export function SummaryPanel(props: SummaryPanelProps) {
  const { form, change, choices, problems, pending, onLaunch, onPreview } = props
  const href = useHref()
  const { image } = choices
  const wrong = Object.values(problems)
  const space = form.volumes.reduce((sum, { size }) => sum + (size || 0), 0)
  return (
    <Container header={<Header variant="h2">Summary</Header>}>
      <SpaceBetween size="l">
        <FormField label="Number of instances" errorText={problems.count}>
          <Input
            type="number"
            inputMode="numeric"
            value={Number.isNaN(form.count) ? '' : String(form.count)}
            onChange={({ detail }) => change({ count: Number.parseInt(detail.value, 10) })}
          />
        </FormField>
        <Fields
          columns={1}
          items={[
            [
              'Software Image (AMI)',
              image && (
                <>
                  {imageTitle(image)}
                  <Box color="text-body-secondary">{image.ImageId}</Box>
                </>
              ),
            ],
            ['Virtual server type (instance type)', form.type],
            ['Firewall (security group)', firewallText(form)],
            ['Storage (volumes)', `${form.volumes.length} volume(s) - ${space} GiB`],
          ]}
        />
        {wrong.length > 0 && (
          <Alert type="error" header="The instance cannot be launched yet">
            {wrong.map((text) => (
              <div key={text}>{text}</div>
            ))}
          </Alert>
        )}
        <SpaceBetween size="xs">
          <Button variant="primary" fullWidth loading={pending} disabled={!image} onClick={onLaunch}>
            Launch instance
          </Button>
          <Button iconName="script" fullWidth disabled={!image} onClick={onPreview}>
            Preview code
          </Button>
          <Button variant="link" fullWidth href={href(paths.instances)}>
            Cancel
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  )
}

const firewallText = ({ groups }: LaunchForm): string => {
  if (groups.kind === 'new') return 'New security group'
  return groups.ids.length > 0 ? groups.ids.join(', ') : 'None selected'
}
