import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest'
import { useEffect, useRef, useState } from 'react'
import { useGo } from '../place/index.ts'
import { places } from './places.ts'

const options = places.map(({ text, description, path, words }) => ({
  value: path,
  label: text,
  description,
  filteringTags: words,
}))

export function ServiceSearch() {
  const go = useGo()
  const [text, setText] = useState('')
  const box = useRef<AutosuggestProps.Ref>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.code !== 'KeyS') return
      event.preventDefault()
      box.current?.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <Autosuggest
      ref={box}
      ariaLabel="Search for services and features"
      placeholder="Search  [Alt+S]"
      value={text}
      options={options}
      enteredTextLabel={(value) => `Search for "${value}"`}
      hideEnteredTextOption
      empty="No matches"
      onChange={({ detail }) => setText(detail.value)}
      onSelect={({ detail }) => {
        setText('')
        go(detail.value)
      }}
    />
  )
}
