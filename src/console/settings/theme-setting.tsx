import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import { type Theme, usePreferences } from '../preferences.ts'

export function ThemeSetting() {
  const { theme, setTheme } = usePreferences()
  return (
    <Container header={<Header variant="h2">Display</Header>}>
      <FormField label="Visual mode">
        <RadioGroup
          value={theme}
          items={[
            { value: 'system', label: 'Browser default' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={({ detail }) => setTheme(detail.value as Theme)}
        />
      </FormField>
    </Container>
  )
}
