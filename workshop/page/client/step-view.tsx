import { useEffect, useRef, useState } from 'preact/hooks'
import type { PageState } from '../page-state.ts'
import { CardView } from './card.tsx'
import { Checks } from './checks.tsx'
import type { ViewProps } from './connection.ts'
import { act } from './connection.ts'
import { HintsView } from './hints.tsx'
import { Markdown } from './markdown.tsx'
import { OpenPlace, Sentence } from './parts.tsx'
import { Why } from './why.tsx'

/** The failing check and what to do, next to the step's text. */
export function StepView({ state }: ViewProps) {
  const { step, steps, parts, cards, text } = state
  const part = parts.find((each) => each.steps.includes(step))
  const [picked, pick] = useState<string>()
  const card = cards.find(({ check }) => check === picked) ?? cards[0]
  const pane = useRef<HTMLDivElement>(null)
  const article = useRef<HTMLElement>(null)
  const at = steps.findIndex(({ name }) => name === step)
  // A new failure must be visible, even if the page is scrolled.
  useEffect(() => pane.current?.scrollTo(0, 0), [step, cards[0]?.check])
  useEffect(() => article.current?.scrollTo(0, 0), [step])
  const choose = (check: string) => {
    pick(check)
    // After a check is selected, the focus moves to its card above.
    requestAnimationFrame(() => document.getElementById('failing')?.focus())
  }
  return (
    <div class="step">
      <div class="work" ref={pane}>
        <button type="button" class="quiet to-text" onClick={() => article.current?.focus()}>
          Read the text of the step, below
        </button>
        <Verdict state={state} />
        {state.broken.map((sentence) => (
          <p key={sentence} class="alert">
            {sentence}
          </p>
        ))}
        {state.notice && <p class="looks-like">{state.notice}</p>}
        {isDone(state) && <Done state={state} />}
        <Types state={state} />
        {card && <CardView key={card.check} card={card} isFirst={card === cards[0]} />}
        {card === cards[0] && <HintsView hints={state.hints} />}
        <Printed lines={state.printed} />
        <Checks state={state} chosen={card?.check} choose={choose} />
      </div>
      <article class="text" ref={article} tabIndex={-1} aria-label="The step's text">
        <p class="eyebrow">
          Step {steps[at]?.number} of {steps.at(-1)?.number} · {part?.name}, {part?.about}
        </p>
        <Markdown
          text={text
            .replace(/^# Step \d+: (.)/, (_, first) => `# ${first.toUpperCase()}`)
            // Next to it are the hints of one check.
            .replace(/^## Hints$/m, '## Hints for the step')}
        />
      </article>
    </div>
  )
}

/** The learner's work is done. The exam can still find a difference. */
function isDone({ passed, examRuns, checking, typeErrors }: PageState): boolean {
  return !checking && (passed || (examRuns && typeErrors.length === 0))
}

function Verdict({
  state: { checking, passed, checks, examRuns, exam, verdictMs },
}: {
  state: PageState
}) {
  const passing = checks.filter(({ state }) => state === 'passes').length
  const count =
    checks.length === 0
      ? 'Nothing was checked'
      : passing === checks.length
        ? `All ${checks.length} checks pass`
        : `${passing} of ${checks.length} checks pass`
  return (
    <div class={`verdict ${checking ? 'checking' : passed || examRuns ? 'good' : 'bad'}`}>
      {checks.length > 0 && (
        <span class="bar" aria-hidden="true">
          {checks.map(({ check, state }) => (
            <i key={check} class={state} />
          ))}
        </span>
      )}
      <p role="status">
        <strong>{checking ? 'Checking …' : count}</strong>
        {examRuns && !checking && (
          <span class="weak">
            {' '}
            · the exam is running: random requests, compared with the solution …
          </span>
        )}
      </p>
      {!checking && verdictMs !== undefined && (
        <p class="weak">{timeOf(verdictMs)} after the save</p>
      )}
      {!checking && exam && <p class="weak exam">{exam}</p>}
    </div>
  )
}

function timeOf(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`
}

function Done({
  state: { steps, step, parts, why, text, unused, examRuns },
}: {
  state: PageState
}) {
  const at = steps.findIndex(({ name }) => name === step)
  const part = parts.find((each) => each.steps.includes(step))
  const next = steps[at + 1]
  const isLast = part?.steps.at(-1) === step
  const open = steps.find(({ name, state }) => state !== 'passes' && part?.steps.includes(name))
  const target = isLast && open ? open : next
  const goOn = () => (target === next ? act('next') : act('go', { step: target?.name }))
  const [, promise] = /^(Afterwards .+)$/m.exec(text) ?? []
  return (
    <article class="done">
      <h2>
        {steps[at]?.title}: {examRuns ? 'every check passes' : 'done'}
      </h2>
      <Markdown
        text={[promise, why].filter(Boolean).join(' ') || 'Every check of this step passes.'}
      />
      {unused.length > 0 && (
        <div class="types">
          <h3>Left over</h3>
          <Errors lines={unused} />
        </div>
      )}
      <Why key={step} step={step} />
      {isLast && !open && (
        <p>
          {next ? `This was the last step of ${part?.name}: it is done.` : 'All steps are done.'}{' '}
          <a href="#try">Try your API</a>
        </p>
      )}
      {target && (
        <p>
          <button type="button" class="primary" onClick={goOn}>
            Continue with step {target.number}: {target.title}
            {examRuns && target === next && ', when the exam passes'}
          </button>
        </p>
      )}
    </article>
  )
}

function Types({ state: { typeErrors } }: { state: PageState }) {
  if (typeErrors.length === 0) return null
  return (
    <section class="types" aria-labelledby="types">
      <h3 id="types">Types</h3>
      <Errors lines={typeErrors} />
    </section>
  )
}

/** What the compiler says, with the lines to open: `steps/07-logout/views.ts:6: …`. */
function Errors({ lines }: { lines: string[] }) {
  return (
    <ul>
      {lines.map((line) => {
        const [, place, message = line] = /^(\S+?:\d+): (.*)$/s.exec(line) ?? []
        return (
          <li key={line}>
            {place && <OpenPlace place={place} />} <Sentence text={message} />
          </li>
        )
      })}
    </ul>
  )
}

function Printed({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null
  return (
    <section class="printed" aria-labelledby="printed">
      <h3 id="printed">Your code printed</h3>
      <pre>{lines.join('\n')}</pre>
    </section>
  )
}
