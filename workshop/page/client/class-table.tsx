import { useState } from 'preact/hooks'
import type { ClassData, StepOutcome, Submission } from './class-data.ts'
import { Scroll, Sentence } from './parts.tsx'

/** The results of each learner. A step that did not pass opens, and says why. */
export function ClassTable({ data: { steps, submissions } }: { data: ClassData }) {
  return (
    <Scroll label="All submissions by step" show={showFirst}>
      <table class="standing">
        <thead>
          <tr>
            <th scope="col">Who</th>
            {steps.map(({ step }) => (
              <th key={step} scope="col">
                {Number(step.slice(0, 2))}
                <small>{step.slice(3)}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {submissions.map((submission) => (
            <Row key={submission.name} submission={submission} steps={steps} />
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Scrolls to the first result that is not a pass, if the window is too narrow for it. */
function showFirst(table: HTMLElement | null): void {
  const cell = table?.querySelector<HTMLElement>('.fails, .stopped')
  if (!table || !cell) return
  const right = cell.offsetLeft + cell.offsetWidth
  if (right > table.clientWidth) table.scrollLeft = right - table.clientWidth
}

function Row({ submission, steps }: { submission: Submission; steps: ClassData['steps'] }) {
  const { name, steps: outcomes } = submission
  const [opened, open] = useState<string>()
  const outcome = opened && outcomes[opened]
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        {steps.map(({ step }) => (
          <Cell
            key={step}
            outcome={outcomes[step]}
            isOpen={opened === step}
            turn={() => open(opened === step ? undefined : step)}
          />
        ))}
      </tr>
      {outcome && (
        <tr>
          <td colSpan={steps.length + 1}>
            <Reason step={opened} outcome={outcome} />
          </td>
        </tr>
      )}
    </>
  )
}

interface CellProps {
  outcome?: StepOutcome
  isOpen: boolean
  turn(): void
}

function Cell({ outcome, isOpen, turn }: CellProps) {
  if (!outcome || outcome.outcome === 'not attempted') {
    return (
      <td class="weak" title="not attempted">
        <span aria-hidden="true">–</span>
        <span class="unseen">not attempted</span>
      </td>
    )
  }
  const { outcome: word, holding, facts } = outcome
  if (word === 'passed') {
    return (
      <td class="good-text">
        <span aria-hidden="true">✓</span>
        <span class="unseen">passed</span>
      </td>
    )
  }
  return (
    <td class={word === 'failed' ? 'fails' : 'stopped'}>
      <button type="button" aria-expanded={isOpen} onClick={turn}>
        {word === 'failed' ? `${holding} of ${facts}` : word}
      </button>
    </td>
  )
}

function Reason({ step, outcome }: { step: string; outcome: StepOutcome }) {
  const { outcome: word, holding, facts, first, looksLike, at, guess, why } = outcome
  const count = word === 'failed' ? `, ${holding} of ${facts} checks pass` : ''
  return (
    <div class="reason">
      <p>
        <strong>
          {step}: {word}
        </strong>
        {count}
      </p>
      {first && <p>The first that fails: {first}</p>}
      {looksLike && (
        <p>
          Looks like: <Sentence text={looksLike} />
        </p>
      )}
      {why && <p>{why}</p>}
      {at && (
        <p class="weak">
          At <code>{at}</code>
          {guess && ' (a guess)'}
        </p>
      )}
    </div>
  )
}
