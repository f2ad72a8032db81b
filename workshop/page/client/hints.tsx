import { useEffect, useRef } from 'preact/hooks'
import type { Hints } from '../page-state.ts'
import { act } from './connection.ts'
import { Markdown } from './markdown.tsx'

/** The hints for the first failure, one at a time. */
export function HintsView({ hints }: { hints?: Hints }) {
  const last = useRef<HTMLLIElement>(null)
  // A save must not move the focus. Only asking for a hint does.
  const asked = useRef(false)
  const count = hints?.shown.length ?? 0
  useEffect(() => {
    if (asked.current) last.current?.focus()
    asked.current = false
  }, [count])
  if (!hints) return null
  const ask = () => {
    asked.current = true
    act('hint')
  }
  const label = count === 0 ? 'Show a hint' : 'Show the next hint'
  return (
    <section class="hints" aria-labelledby="hints">
      <h3 id="hints">Hints for this check</h3>
      {count > 0 && (
        <ol>
          {hints.shown.map((hint, at) => (
            <li key={hint} tabIndex={-1} ref={at === count - 1 ? last : undefined}>
              <Markdown text={hint} level={3} />
            </li>
          ))}
        </ol>
      )}
      {hints.why && <Markdown text={`**To think about:** ${hints.why}`} />}
      {hints.more && (
        <button type="button" onClick={ask}>
          {label}
          {hints.nextGivesAway ? ': it shows the lines' : ''}
        </button>
      )}
    </section>
  )
}
