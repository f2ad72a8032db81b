import { useState } from 'preact/hooks'
import type { Compared, ComparedRow } from '../page-state.ts'
import { Code, hanging } from './code.tsx'
import type { ViewProps } from './connection.ts'
import { act } from './connection.ts'

/** The learner's step next to the solution. Before the step passes, the learner has to confirm. */
export function CompareView({ state: { step, passed, examRuns } }: ViewProps) {
  const [compared, setCompared] = useState<Compared>()
  const [failed, setFailed] = useState(false)
  const compare = async () => {
    const answer = await act<Compared>('compare')
    setCompared(answer)
    setFailed(!answer)
  }
  const shown = compared?.step === step ? compared : undefined
  return (
    <div class="page compare">
      <h1>Compare with the solution</h1>
      {!shown && !passed && (
        <p class="lead">
          {examRuns ? 'The exam is still running for ' : 'You have not finished '}
          <strong>{step}</strong>. The button shows its solution
          {examRuns ? '.' : '; a hint shows less.'}
        </p>
      )}
      {!shown && passed && (
        <p class="lead">
          <strong>{step}</strong> passes. The button shows what the solution does otherwise.
        </p>
      )}
      <p class="buttons">
        <button type="button" class={shown ? '' : 'primary'} onClick={compare}>
          {shown ? 'Compare again' : passed ? 'Compare' : 'Show the solution'}
        </button>
        {!shown && !passed && <a href="#step">Back to the step</a>}
      </p>
      {failed && <p class="alert">This did not work. Is the workshop still running?</p>}
      {shown && <Difference compared={shown} />}
    </div>
  )
}

function Difference({ compared: { step, files, copy } }: { compared: Compared }) {
  if (files.length === 0) return <p>{step} is as in the solution.</p>
  return (
    <>
      {files.map(({ file, hunks }) => (
        <section key={file} aria-label={file} class="difference">
          <h2>{file}</h2>
          <p class="key">
            <span class="own">− yours</span> <span class="solution">+ solution</span>
          </p>
          <table>
            {hunks.map((rows, at) => (
              <tbody key={at}>
                {rows.map((row) => (
                  <DifferenceRow key={`${row.own}-${row.solution}`} row={row} />
                ))}
              </tbody>
            ))}
          </table>
        </section>
      ))}
      {copy && (
        <p class="weak">
          Your files have not changed, and a copy of them is kept. To restore the copy later:{' '}
          <code>npm run restore {copy}</code>
        </p>
      )}
    </>
  )
}

function DifferenceRow({ row: { own, solution, text } }: { row: ComparedRow }) {
  const kind = own === undefined ? 'solution' : solution === undefined ? 'own' : ''
  const sign = kind === 'own' ? '−' : kind === 'solution' ? '+' : ''
  const words = kind === 'own' ? 'yours: ' : kind === 'solution' ? 'solution: ' : ''
  return (
    <tr class={kind}>
      <td class="number">{own}</td>
      <td class="number">{solution}</td>
      <td class="sign">
        <span aria-hidden="true">{sign}</span>
        <span class="unseen">{words}</span>
      </td>
      <td class="code">
        <code class="code-line" style={hanging(text)}>
          <Code text={text} language="ts" />
        </code>
      </td>
    </tr>
  )
}
