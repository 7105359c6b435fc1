import ColumnLayout from '@cloudscape-design/components/column-layout'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Page } from '../frame/index.ts'
import { FirstServer } from './first-server.tsx'
import { RecentlyVisited } from './recently-visited.tsx'
import { WhatThisIs } from './what-this-is.tsx'

export function HomePage() {
  return (
    <Page title="Console Home" crumbs={[{ text: 'Console Home' }]}>
      <SpaceBetween size="l">
        <Header variant="h1">Console Home</Header>
        <ColumnLayout columns={2}>
          <SpaceBetween size="l">
            <RecentlyVisited />
            <WhatThisIs />
          </SpaceBetween>
          <FirstServer />
        </ColumnLayout>
      </SpaceBetween>
    </Page>
  )
}
