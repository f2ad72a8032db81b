import { useEffect, useState } from 'preact/hooks'
import {
  type ClassData,
  finishedIn,
  misconceptionsIn,
  type Obstacle,
  obstaclesIn,
  type StepOutcome,
} from './class-data.ts'
import { act } from './connection.ts'
import { Scroll, Sentence } from './parts.tsx'

/** A graded class: what to teach next, and the results of each learner. */
export function ClassView() {
  const [data, setData] = useState<ClassData | 'none'>()
  useEffect(() => {
    act<ClassData>('classroom').then((answer) => setData(answer ?? 'none'))
  }, [])
  if (data === 'none') return <p class="page">class.json cannot be read. Grade the class again.</p>
  if (!data) return <p class="page">Reading …</p>
  const misconceptions = misconceptionsIn(data)
  return (
    <div class="page class">
      <h1>Class</h1>
      <p class="lead">
        {data.submissions.length} submissions, {finishedIn(data)} finished; graded {momentOf(data)}.
        {!data.isolated && <strong> Not isolated: it was graded without a sandbox.</strong>}
      </p>
      <Obstacles title="Teach this next" obstacles={misconceptions} />
      <Obstacles title="Other checks that fail" obstacles={obstaclesIn(data)} />
      <section aria-labelledby="stand">
        <h2 id="stand">Results</h2>
        <Table data={data} />
      </section>
    </div>
  )
}

function momentOf({ gradedAt }: ClassData): string {
  return `${gradedAt.slice(0, 16).replace('T', ' ')} UTC`
}

/** The number of lines of a list that are shown before the rest is folded. */
const MOST = 8

function Obstacles({ title, obstacles }: { title: string; obstacles: Obstacle[] }) {
  if (obstacles.length === 0) return null
  const lines = obstacles.map(({ step, text, names }) => (
    <li key={step + text}>
      <b class="count">
        {names.length}
        <span class="unseen"> {names.length === 1 ? 'person' : 'people'}: </span>
      </b>
      <div>
        <p>
          <Sentence text={text} />
        </p>
        <p class="weak">
          {step} · {names.join(', ')}
        </p>
      </div>
    </li>
  ))
  return (
    <section>
      <h2>{title}</h2>
      <ol class="obstacles">{lines.slice(0, MOST)}</ol>
      {lines.length > MOST && (
        <details>
          <summary>{lines.length - MOST} more</summary>
          <ol class="obstacles">{lines.slice(MOST)}</ol>
        </details>
      )}
    </section>
  )
}

function Table({ data: { steps, submissions } }: { data: ClassData }) {
  return (
    <Scroll label="All submissions by step">
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
          {submissions.map(({ name, steps: outcomes }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {steps.map(({ step }) => (
                <Outcome key={step} outcome={outcomes[step]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function Outcome({ outcome }: { outcome?: StepOutcome }) {
  if (!outcome || outcome.outcome === 'not attempted') {
    return (
      <td class="weak" title="not attempted">
        <span aria-hidden="true">–</span>
        <span class="unseen">not attempted</span>
      </td>
    )
  }
  const { outcome: word, holding, facts, first, why } = outcome
  if (word === 'passed') {
    return (
      <td class="good-text">
        <span aria-hidden="true">✓</span>
        <span class="unseen">passed</span>
      </td>
    )
  }
  const text = word === 'failed' ? `${holding} of ${facts}` : word
  return (
    <td class={word === 'failed' ? 'fails' : 'stopped'} title={first ?? why}>
      {text}
    </td>
  )
}
