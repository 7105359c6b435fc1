import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'

export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <Box textAlign="center" color="inherit">
      <SpaceBetween size="xs">
        <Box variant="strong" color="inherit">
          {title}
        </Box>
        {text && (
          <Box variant="p" color="inherit">
            {text}
          </Box>
        )}
        {children}
      </SpaceBetween>
    </Box>
  )
}
