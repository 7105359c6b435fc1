import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { LaunchVolume } from './launch-form.ts'
import type { SectionProps } from './section-props.ts'
import { VolumeFields } from './volume-fields.tsx'

/** The names that AWS proposes for further volumes, in its order. */
const deviceNames = [...'bcdefghijklmnop'].map((letter) => `/dev/sd${letter}`)

export function StorageSection({ form, change, choices, problems }: SectionProps) {
  const { volumes } = form
  const free = deviceNames.find((name) => volumes.every(({ device }) => device !== name))
  const set = (at: number, volume: LaunchVolume) =>
    change({ volumes: volumes.map((other, n) => (n === at ? volume : other)) })
  return (
    <Container header={<Header variant="h2">Configure storage</Header>}>
      <SpaceBetween size="l">
        {volumes.map((volume, n) => (
          <VolumeFields
            key={volume.device ?? 'root'}
            volume={volume}
            image={choices.image}
            onChange={(next) => set(n, next)}
            {...(volume.device && {
              onRemove: () => change({ volumes: volumes.filter((other) => other !== volume) }),
            })}
          />
        ))}
        {problems.volumes && <Alert type="error">{problems.volumes}</Alert>}
        <Button
          disabled={!free}
          onClick={() =>
            change({
              volumes: [
                ...volumes,
                {
                  device: free!,
                  size: 8,
                  type: 'gp3',
                  iops: 3000,
                  throughput: 125,
                  deleteOnTermination: false,
                },
              ],
            })
          }
        >
          Add new volume
        </Button>
      </SpaceBetween>
    </Container>
  )
}
