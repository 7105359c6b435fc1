import type { Tag, Volume } from '@aws-sdk/client-ec2'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useOperation } from '../../../data/index.ts'
import { FormPage } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo, useHref, useQueryParam } from '../../../place/index.ts'
import { useVolumes } from '../queries.ts'
import { filledIn, idWithName, nameOf, TagsEditor } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { descriptionProblem } from './new-snapshot.ts'

const optionOf = (volume: Volume) => ({
  value: volume.VolumeId!,
  label: idWithName(volume.VolumeId, nameOf(volume)),
  description: volume.Attachments?.map(({ InstanceId, Device }) => `${InstanceId}: ${Device}`).join(', '),
  labelTag: `${volume.Size} GiB`,
})

const ready = ({ State }: Volume) => State === 'available' || State === 'in-use'

export function CreateSnapshotPage() {
  const go = useGo()
  const href = useHref()
  const volumes = useVolumes()
  const possible = volumes.items.filter(ready)
  const [volumeId, setVolumeId] = useQueryParam('volume')
  const [description, setDescription] = useState('')
  const [tags, setTags] = useState<readonly Tag[]>([])
  const [tried, setTried] = useState(false)
  const volume = possible.find(({ VolumeId }) => VolumeId === volumeId)
  const problem = descriptionProblem(description)
  const create = useOperation('ec2', 'CreateSnapshot', {
    failure: 'Failed to create snapshot',
    success: ({ SnapshotId, VolumeId }) => ({
      text: `Successfully created snapshot ${SnapshotId} from volume ${VolumeId}.`,
    }),
  })
  const submit = async () => {
    setTried(true)
    if (!volume || problem) return
    const Tags = filledIn(tags)
    const created = await create.run({
      VolumeId: volume.VolumeId,
      ...(description && { Description: description }),
      ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'snapshot', Tags }] }),
    })
    if (created) go(paths.snapshots)
  }
  return (
    <Page
      title="Create snapshot"
      service="EC2"
      crumbs={trails.snapshots('Create snapshot')}
      contentType="form"
    >
      <FormPage
        title="Create snapshot"
        description="Create a point-in-time snapshot of an EBS volume and use it as a baseline for new volumes or for data backup."
        submit="Create snapshot"
        pending={create.pending}
        onSubmit={() => void submit()}
        cancelHref={href(paths.snapshots)}
      >
        <Container header={<Header variant="h2">Source</Header>}>
          <SpaceBetween size="l">
            <FormField label="Resource type">
              <RadioGroup
                value="volume"
                items={[
                  {
                    value: 'volume',
                    label: 'Volume',
                    description: 'Create a snapshot from a specific volume.',
                  },
                  {
                    value: 'instance',
                    label: 'Instance',
                    description:
                      'Snapshots of all volumes of an instance at once: this page cannot make them yet. The API can: aws ec2 create-snapshots.',
                    disabled: true,
                  },
                ]}
              />
            </FormField>
            <FormField
              label="Volume ID"
              description="The volume from which to create the snapshot."
              errorText={tried && !volume && 'Select a volume.'}
              secondaryControl={
                <Button
                  iconName="refresh"
                  ariaLabel="Refresh volumes"
                  formAction="none"
                  loading={volumes.refreshing}
                  onClick={volumes.refresh}
                />
              }
            >
              <Select
                options={possible.map(optionOf)}
                selectedOption={volume ? optionOf(volume) : null}
                placeholder="Select a volume"
                empty="No volumes"
                filteringType="auto"
                onChange={({ detail }) => setVolumeId(detail.selectedOption.value)}
              />
            </FormField>
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">Snapshot details</Header>}>
          <SpaceBetween size="l">
            <FormField
              label="Description - optional"
              constraintText="255 characters maximum."
              errorText={tried && problem}
            >
              <Input
                value={description}
                placeholder="Add a description for your snapshot"
                onChange={({ detail }) => setDescription(detail.value)}
              />
            </FormField>
            {volume?.State === 'in-use' && (
              <Alert type="info">
                The volume may stay in use: the snapshot holds what it is at this moment. For a root volume
                AWS recommends to stop the instance first.
              </Alert>
            )}
          </SpaceBetween>
        </Container>
        <Container
          header={
            <Header
              variant="h2"
              description="A tag is a label that you assign to an AWS resource. Each tag consists of a key and an optional value."
            >
              Tags
            </Header>
          }
        >
          <TagsEditor tags={tags} onChange={setTags} />
        </Container>
      </FormPage>
    </Page>
  )
}
