import type { PageState, StepState } from '../page-state.ts'
import type { Theme } from './browser.ts'
import { act, type Connection } from './connection.ts'

const THEME_SIGNS: Record<Theme, string> = { auto: '◐', light: '○', dark: '●' }

interface HeadProps {
  state: PageState
  live: Connection['live']
  theme: Theme
  turnTheme(): void
}

/** The learner's progress, and whether the page is up to date. */
export function Head({ state: { steps, parts, step }, live, theme, turnTheme }: HeadProps) {
  const part = parts.find((each) => each.steps.includes(step))
  const own = steps.filter(({ name }) => part?.steps.includes(name))
  const done = own.filter(({ state }) => state === 'passes').length
  return (
    <header>
      <p class="brand">
        <span class="logo" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        Token permissions
      </p>
      <nav aria-label="Steps" class="rail">
        <ol>
          {steps.map((each) => (
            <li
              key={each.name}
              class={parts.some((one) => one.steps[0] === each.name) ? 'first' : ''}
            >
              <StepButton step={each} isHere={each.name === step} />
            </li>
          ))}
        </ol>
      </nav>
      <p class={`live ${live}`} role="status">
        <span class="dot" title={live === 'yes' ? 'Connected' : undefined} aria-hidden="true" />
        {live === 'yes' ? (
          <span>
            {done} of {own.length} steps<span class="of-part"> of {part?.name}</span> done
          </span>
        ) : (
          'Not connected'
        )}
      </p>
      <button
        type="button"
        class="quiet"
        onClick={turnTheme}
        aria-label={`Colours: ${theme}. Change`}
        title={`Colours: ${theme}`}
      >
        {THEME_SIGNS[theme]}
      </button>
    </header>
  )
}

const SIGNS = { passes: '✓', broken: '✗' }
const WORDS = { passes: ', done', broken: ', passed before', open: '' }

function StepButton({ step, isHere }: { step: StepState; isHere: boolean }) {
  const { name, number, title, state } = step
  const go = () => {
    act('go', { step: name })
    location.hash = 'step'
  }
  return (
    <button
      type="button"
      class={`${state} ${isHere ? 'here' : ''}`}
      aria-current={isHere ? 'step' : undefined}
      onClick={go}
      title={`${number} ${title}${WORDS[state]}`}
    >
      <span class="number" aria-hidden="true">
        {number}
        {state !== 'open' && <i>{SIGNS[state]}</i>}
      </span>
      <span class="name">
        <span class="unseen">{number} </span>
        {title}
        <span class="unseen">{WORDS[state]}</span>
      </span>
    </button>
  )
}
