import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useOperation } from '../../../data/index.ts'
import { FormPage } from '../../../elements/index.ts'
import { Page } from '../../../frame/index.ts'
import { paths, useGo, useHref, useQueryParam } from '../../../place/index.ts'
import { useSnapshots, useZones } from '../queries.ts'
import { TagsEditor } from '../tags/index.ts'
import { trails } from '../trail.ts'
import { type NewVolume, proposedVolume, volumeProblems, volumeRequest } from './new-volume.ts'
import { SnapshotSelect } from './snapshot-select.tsx'
import { VolumeSettings } from './volume-settings.tsx'

export function CreateVolumePage() {
  const go = useGo()
  const href = useHref()
  const zones = useZones()
  const snapshots = useSnapshots().items
  const [snapshotId, setSnapshotId] = useQueryParam('snapshot')
  const snapshot = snapshots.find(({ SnapshotId }) => SnapshotId === snapshotId)
  const [typed, setTyped] = useState<Partial<NewVolume>>({})
  const [chosenZone, setChosenZone] = useState<string>()
  const [tried, setTried] = useState(false)
  const volume = { ...proposedVolume(snapshot), ...typed }
  const zone = chosenZone ?? zones[0]
  const problems = volumeProblems(volume, snapshot?.VolumeSize)
  const create = useOperation('ec2', 'CreateVolume', {
    failure: 'Failed to create volume',
    success: ({ VolumeId }) => ({ text: `Successfully created volume ${VolumeId}.` }),
  })
  const change = (members: Partial<NewVolume>) => setTyped((before) => ({ ...before, ...members }))
  const submit = async () => {
    setTried(true)
    if (Object.keys(problems).length > 0) return
    if (await create.run(volumeRequest(volume, { zone, snapshotId }))) go(paths.volumes)
  }
  return (
    <Page title="Create volume" service="EC2" crumbs={trails.volumes('Create volume')} contentType="form">
      <FormPage
        title="Create volume"
        description="Create an Amazon EBS volume to attach to any EC2 instance in the same Availability Zone."
        submit="Create volume"
        pending={create.pending}
        onSubmit={() => void submit()}
        cancelHref={href(paths.volumes)}
      >
        <Container header={<Header variant="h2">Volume settings</Header>}>
          <SpaceBetween size="l">
            <VolumeSettings volume={volume} onChange={change} problems={tried ? problems : {}} />
            <FormField
              label="Availability Zone"
              description="A volume can be attached only to an instance in its own zone."
            >
              <Select
                options={zones.map((name) => ({ value: name, label: name }))}
                selectedOption={zone ? { value: zone, label: zone } : null}
                onChange={({ detail }) => setChosenZone(detail.selectedOption.value)}
              />
            </FormField>
            <FormField label="Snapshot ID - optional">
              <SnapshotSelect
                snapshots={snapshots}
                value={snapshotId}
                onChange={(id) => {
                  setSnapshotId(id)
                  // Each snapshot proposes its own size.
                  setTyped(withoutSize)
                }}
              />
            </FormField>
          </SpaceBetween>
        </Container>
        <Container
          header={
            <Header
              variant="h2"
              description="A tag is a label that you assign to an AWS resource. Each tag consists of a key and an optional value."
            >
              Tags - optional
            </Header>
          }
        >
          <TagsEditor tags={volume.tags} onChange={(tags) => change({ tags })} />
        </Container>
      </FormPage>
    </Page>
  )
}

const withoutSize = (typed: Partial<NewVolume>): Partial<NewVolume> => {
  const { size: _, ...others } = typed
  return others
}
