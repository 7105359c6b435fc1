import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Page } from '../frame/index.ts'
import { Kept } from './kept.tsx'
import { PaceSetting } from './pace-setting.tsx'
import { ResetAccount } from './reset-account.tsx'
import { ThemeSetting } from './theme-setting.tsx'

export function SettingsPage() {
  return (
    <Page title="Settings" crumbs={[{ text: 'Settings' }]} contentType="form">
      <SpaceBetween size="l">
        <Header variant="h1">Settings</Header>
        <PaceSetting />
        <ThemeSetting />
        <Kept />
        <ResetAccount />
        <Container header={<Header variant="h2">About Sandcloud</Header>}>
          Sandcloud is a practice cloud for learning, made by nobody at Amazon. It stands on the open source
          of many:{' '}
          <Link href={`${import.meta.env.BASE_URL}notice.html`} external>
            licences and notices
          </Link>
          .
        </Container>
      </SpaceBetween>
    </Page>
  )
}
