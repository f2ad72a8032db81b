import type { PageState } from '../page-state.ts'
import { Mark } from './parts.tsx'

const SIGNS = { passes: '✓', fails: '✗', skipped: '–', unknown: '·' }
const WORDS = { passes: 'passes:', fails: 'fails:', skipped: 'skipped:', unknown: 'not checked:' }

interface ChecksProps {
  state: PageState
  chosen?: string
  choose(check: string): void
}

/** All checks of the step. A failing one can be selected, and is explained above. */
export function Checks({ state: { checks, cards }, chosen, choose }: ChecksProps) {
  if (checks.length === 0) return null
  const explained = new Set(cards.map(({ check }) => check))
  return (
    <section class="checks" aria-labelledby="checks">
      <h3 id="checks">Checks of this step</h3>
      <ul>
        {checks.map(({ check, state }) => (
          <li key={check} class={state}>
            <Mark sign={SIGNS[state]} words={WORDS[state]} kind={state} />
            {explained.has(check) ? (
              <button type="button" aria-pressed={check === chosen} onClick={() => choose(check)}>
                {check}
              </button>
            ) : (
              <span>{check}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
