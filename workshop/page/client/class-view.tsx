import {
  alikeIn,
  type ClassData,
  finishedIn,
  misconceptionsIn,
  type Obstacle,
  obstaclesIn,
  remarksIn,
} from './class-data.ts'
import { ClassTable } from './class-table.tsx'
import type { ViewProps } from './connection.ts'
import { Sentence } from './parts.tsx'

/** A graded class: what to teach next, and the results of each learner. */
export function ClassView({ classroom }: ViewProps) {
  if (!classroom) return <p class="page">Reading …</p>
  const { data } = classroom
  if (!data) return <p class="page">class.json cannot be read. Grade the class again.</p>
  const misconceptions = misconceptionsIn(data)
  return (
    <div class="page class">
      <h1>Class</h1>
      <p class="lead">
        {data.submissions.length} submissions, {finishedIn(data)} finished; graded {momentOf(data)}.
        {!data.isolated && <strong> Not isolated: it was graded without a sandbox.</strong>}
      </p>
      <Obstacles title="Teach this next" obstacles={misconceptions} />
      <Obstacles
        title={misconceptions.length > 0 ? 'Other checks that fail' : 'Checks that fail'}
        obstacles={obstaclesIn(data)}
      />
      <section aria-labelledby="stand">
        <h2 id="stand">Results</h2>
        <p class="weak">
          Select a failed result to see the reason. The results change when the class is graded
          again.
        </p>
        <ClassTable data={data} />
      </section>
      <Alike data={data} />
      <Remarks data={data} />
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
        {names.length} <small>{names.length === 1 ? 'learner' : 'learners'}</small>
        <span class="unseen">: </span>
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

function Alike({ data }: { data: ClassData }) {
  const lines = alikeIn(data)
  if (lines.length === 0) return null
  return (
    <section>
      <h2>Alike</h2>
      <p class="weak">
        A remark, not a verdict: the task is small, and right answers often resemble each other.
      </p>
      <ul class="remarks">
        {lines.map(({ name, others }) => (
          <li key={name}>
            {name} and {others.join(', ')}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Remarks({ data }: { data: ClassData }) {
  const remarked = remarksIn(data)
  if (remarked.length === 0) return null
  return (
    <section>
      <h2>Remarks</h2>
      <ul class="remarks">
        {remarked.map(({ name, remarks, leftOut }) => (
          <li key={name}>
            {name}
            <ul>
              {remarks.map((remark) => (
                <li key={remark}>
                  <Sentence text={remark} />
                </li>
              ))}
              {leftOut.length > 0 && <li>Left out: {leftOut.join(', ')}</li>}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}
