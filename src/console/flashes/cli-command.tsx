import './cli-command.css'
import Box from '@cloudscape-design/components/box'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import ExpandableSection from '@cloudscape-design/components/expandable-section'

/** The CLI twin of what was just clicked, folded away until somebody asks. */
export function CliCommand({ commands }: { commands: readonly string[] }) {
  return (
    <ExpandableSection variant="inline" headerText={<Box variant="span">Show CLI command</Box>}>
      <CliCommands commands={commands} />
    </ExpandableSection>
  )
}

/** Commands to read and to copy. */
export function CliCommands({ commands }: { commands: readonly string[] }) {
  const text = commands.join('\n')
  return (
    <div className="cli-command">
      <Box variant="code">{text}</Box>
      <CopyToClipboard
        variant="icon"
        textToCopy={text}
        copyButtonAriaLabel="Copy CLI command"
        copySuccessText="CLI command copied"
        copyErrorText="The browser did not let the command be copied"
      />
    </div>
  )
}
