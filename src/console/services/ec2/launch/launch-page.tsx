import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { Page } from '../../../frame/index.ts'
import { trails } from '../trail.ts'
import { AdvancedSection } from './advanced-section.tsx'
import { ImageSection } from './image-section.tsx'
import { KeyPairSection } from './key-pair-section.tsx'
import './launch-page.css'
import { firstForm, type LaunchForm } from './launch-form.ts'
import { Launched } from './launched.tsx'
import { NameSection } from './name-section.tsx'
import { NetworkSection } from './network-section.tsx'
import { PreviewModal } from './preview-modal.tsx'
import { problemsOf } from './problems.ts'
import { launchRequests } from './requests.ts'
import type { SectionProps } from './section-props.ts'
import { StorageSection } from './storage-section.tsx'
import { SummaryPanel } from './summary-panel.tsx'
import { TypeSection } from './type-section.tsx'
import { useLaunch } from './use-launch.ts'
import { useLaunchChoices } from './use-launch-choices.ts'

export function LaunchPage() {
  const [launched, setLaunched] = useState<readonly string[]>([])
  return (
    <Page
      title="Launch an instance"
      service="EC2"
      crumbs={trails.instances('Launch an instance')}
      contentType="form"
    >
      {launched.length > 0 ? (
        <Launched ids={launched} onAgain={() => setLaunched([])} />
      ) : (
        <LaunchAnInstance onLaunched={setLaunched} />
      )}
    </Page>
  )
}

function LaunchAnInstance({ onLaunched }: { onLaunched: (ids: readonly string[]) => void }) {
  const [form, setForm] = useState<LaunchForm>(firstForm)
  const [openedAt] = useState(() => new Date())
  const [tried, setTried] = useState(false)
  const [previewing, setPreviewing] = useState(false)
  const choices = useLaunchChoices(form)
  const change = (member: Partial<LaunchForm>) => setForm((before) => ({ ...before, ...member }))
  const launch = useLaunch((groupId) => change({ groups: { kind: 'existing', ids: [groupId] } }))

  const { image, vpc, groups } = choices
  const requests =
    image && vpc && launchRequests(form, { image, vpcId: vpc.VpcId!, groups: groups.items, openedAt })
  const problems = problemsOf(form)
  const submit = async () => {
    setTried(true)
    if (!requests || Object.keys(problems).length > 0) return
    const ids = await launch.run(requests)
    if (ids) onLaunched(ids)
  }
  const section: SectionProps = { form, change, choices, problems: tried ? problems : {} }
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="Amazon EC2 allows you to create virtual machines, or instances, that run on the AWS Cloud. Quickly get started by following the simple steps below."
      >
        Launch an instance
      </Header>
      <div className="launch">
        <SpaceBetween size="l">
          <NameSection {...section} />
          <ImageSection {...section} />
          <TypeSection {...section} />
          <KeyPairSection {...section} />
          <NetworkSection {...section} openedAt={openedAt} />
          <StorageSection {...section} />
          <AdvancedSection {...section} />
        </SpaceBetween>
        <aside className="launch-summary" aria-label="Summary">
          <SummaryPanel
            {...section}
            pending={launch.pending}
            onLaunch={() => void submit()}
            onPreview={() => setPreviewing(true)}
          />
        </aside>
      </div>
      {previewing && requests && <PreviewModal requests={requests} onClose={() => setPreviewing(false)} />}
    </SpaceBetween>
  )
}
