import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useLocation } from 'react-router-dom'
import { Page } from '../frame/index.ts'
import { paths, useHref } from '../place/index.ts'

export function NotFoundPage() {
  const href = useHref()
  const { pathname } = useLocation()
  return (
    <Page title="Page not found" crumbs={[{ text: 'Page not found' }]}>
      <Box textAlign="center" padding={{ vertical: 'xxxl' }}>
        <SpaceBetween size="m">
          <Box variant="h1">Page not found</Box>
          <Box color="text-body-secondary">
            There is nothing at <Box variant="code">{pathname}</Box>. Sandcloud may not have this page of
            AWS’s console.
          </Box>
          <Button href={href(paths.home)}>Go to Console Home</Button>
        </SpaceBetween>
      </Box>
    </Page>
  )
}
