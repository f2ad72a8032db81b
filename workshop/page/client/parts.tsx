import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { act } from './connection.ts'

/** A symbol with words for screen readers, so that no meaning depends on colour alone. */
export function Mark({ sign, words, kind }: { sign: string; words: string; kind: string }) {
  return (
    <span class={`mark ${kind}`}>
      <span aria-hidden="true">{sign}</span>
      <span class="unseen">{words} </span>
    </span>
  )
}

/** A sentence with `code` in backticks. */
export function Sentence({ text }: { text: string }) {
  return text
    .split(/`([^`]+)`/)
    .map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))
}

export function Copy({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState<boolean>()
  const copy = async () => {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    setCopied(done)
    setTimeout(() => setCopied(undefined), 2000)
  }
  const label = copied === undefined ? `Copy ${what}` : copied ? 'Copied' : 'Select it by hand'
  return (
    <button type="button" class="quiet" onClick={copy}>
      {label}
    </button>
  )
}

/** Opens a line in the learner's editor. Without a windowed editor, the path can be copied. */
export function OpenPlace({ place, primary }: { place: string; primary?: boolean }) {
  const [failed, setFailed] = useState(false)
  const open = async () => {
    const answer = await act<{ opened: boolean }>('open', { place })
    setFailed(!answer?.opened)
  }
  return (
    <span class="open-place">
      <button type="button" class={primary ? 'primary' : 'place'} onClick={open}>
        {primary ? `Open ${place}` : place}
      </button>
      <span role="status">
        {failed && (
          <span class="weak">
            {' '}
            No editor with a window was found. <Copy text={place} what="the path" />
          </span>
        )}
      </span>
    </span>
  )
}

interface ScrollProps {
  label: string
  /** Called with the element, to scroll it to what has to be in sight. */
  show?(element: HTMLElement | null): void
  children: ComponentChildren
}

/** A table that scrolls on its own if it is too wide, also with the keyboard. */
export function Scroll({ label, show, children }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it could not be scrolled otherwise
    <section class="scroll" aria-label={label} tabIndex={0} ref={show}>
      {children}
    </section>
  )
}

const STATUS: Record<number, string> = {
  0: 'No answer',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}

export function statusText(status: number): string {
  return STATUS[status] ?? ''
}

/** The kind of a status, for its colour. */
export function kindOf(status: number): string {
  if (status >= 200 && status < 300) return 'ok'
  if (status === 401) return 'who'
  if (status === 403) return 'no'
  return status === 0 || status >= 500 ? 'bad' : 'other'
}
