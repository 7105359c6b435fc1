import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { addressOf } from './address.ts'

export function AddressBar({ url, onGo }: { url: string; onGo: (url: URL) => void }) {
  const [text, setText] = useState(url)
  const [wrong, setWrong] = useState(false)
  const [shownUrl, setShownUrl] = useState(url)
  if (url !== shownUrl) {
    setShownUrl(url)
    setText(url)
    setWrong(false)
  }
  const go = () => {
    const address = addressOf(text)
    setWrong(!address)
    if (address) onGo(address)
  }
  return (
    <form
      className="browser-address"
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <Input
        ariaLabel="Address"
        placeholder="http://"
        value={text}
        invalid={wrong}
        spellcheck={false}
        disableBrowserAutocorrect
        autoComplete={false}
        onChange={({ detail }) => {
          setText(detail.value)
          setWrong(false)
        }}
      />
    </form>
  )
}
