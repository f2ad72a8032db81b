import { useRef, useState } from 'preact/hooks'
import type { Actor } from '../../../checks/policy.ts'
import type { MatrixRow, MatrixState, PageState } from '../page-state.ts'
import type { ViewProps } from './connection.ts'
import { MatrixRowView } from './matrix-row.tsx'
import {
  actorsIn,
  answersIn,
  differencesIn,
  differs,
  groupsOf,
  type Place,
  rowDiffers,
} from './matrix-rows.ts'

/** Kept while another view is shown. */
let keptOnly = false

/** The policy table, with the responses of the learner's API. */
export function MatrixView({ state, matrix }: ViewProps) {
  const [onlyDiffering, setOnly] = useState(keptOnly)
  if (!matrix) return <p class="page">The matrix is filled when the checks have finished.</p>
  const check = (event: Event) => {
    keptOnly = (event.currentTarget as HTMLInputElement).checked
    setOnly(keptOnly)
  }
  return (
    <div class="page matrix">
      <div class="view-head">
        <div>
          <h1>Access matrix</h1>
          <Summary matrix={matrix} />
          <Legend />
        </div>
        <label class="option">
          <input type="checkbox" checked={onlyDiffering} onChange={check} /> Only rows that differ
        </label>
      </div>
      <Grid state={state} matrix={matrix} onlyDiffering={onlyDiffering} />
    </div>
  )
}

function Legend() {
  return (
    <details class="weak legend">
      <summary>
        Each cell shows the status and what decided it. A red one differs, and a grey one is not
        sent yet.
      </summary>
      <dl>
        {Object.entries(DECIDERS).map(([word, about]) => (
          <div key={word}>
            <dt>{word}</dt> <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** The words in the cells. */
const DECIDERS = {
  authn: 'authentication',
  perm: 'permission',
  object: 'object permission',
  throttle: 'too many requests',
  method: 'the view does not have the method',
  view: 'the handler',
  before: 'refused before authentication',
  route: 'no view has the path',
}

function Summary({ matrix }: { matrix: MatrixState }) {
  const count = differencesIn(matrix)
  if (matrix.state === 'failed') {
    return (
      <p class="lead bad-text" role="status">
        The requests could not be sent: {matrix.why}
      </p>
    )
  }
  if (matrix.state === 'asking') {
    return (
      <p class="lead" role="status">
        Sending the requests …
      </p>
    )
  }
  return (
    <p class="lead" role="status">
      <strong class={count > 0 ? 'bad-text' : 'good-text'}>
        {count > 0
          ? `${count} of ${answersIn(matrix)} responses differ`
          : `${answersIn(matrix)} responses are as in the policy table`}
      </strong>
      {count > 0 ? ' from the policy table.' : '.'} The requests of your steps so far are sent again
      after each save.
    </p>
  )
}

interface GridProps {
  state: PageState
  matrix: MatrixState
  onlyDiffering: boolean
}

function Grid({ state, matrix, onlyDiffering }: GridProps) {
  const { rows } = matrix
  const [opened, open] = useState<Place>()
  const [current, setCurrent] = useState<Place>({ row: 0, actor: 'anonymous' })
  const grid = useRef<HTMLDivElement>(null)
  const shown = rows.filter((row) => !onlyDiffering || rowDiffers(row))
  const groups = groupsOf(shown, state.step)
  const inOrder = groups.flatMap((group) => group.rows)
  const [first] = inOrder
  // Until every request is answered, a row can still differ.
  if (!first)
    return <p>{matrix.state === 'asked' ? 'No row differs.' : 'No row differs so far.'}</p>
  const actors = actorsIn(first)
  const stop = inOrder.includes(rows[current.row] as MatrixRow)
    ? current
    : { row: rows.indexOf(first), actor: 'anonymous' as const }
  const focus = ({ row, actor }: Place) =>
    focusInView(grid.current?.querySelector<HTMLElement>(`[data-cell="${row}-${actor}"]`))
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && opened) {
      focus(opened)
      return open(undefined)
    }
    const by = STEPS[event.key]
    if (!by || !(event.target as HTMLElement).closest('.cell')) return
    event.preventDefault()
    const row = inOrder[clamp(inOrder.indexOf(rows[stop.row] as MatrixRow) + by[0], inOrder.length)]
    const column =
      actors[clamp(actors.findIndex(({ actor }) => actor === stop.actor) + by[1], actors.length)]
    const next = { row: rows.indexOf(row as MatrixRow), actor: column?.actor as Actor }
    setCurrent(next)
    focus(next)
  }
  const differing = inOrder.flatMap((row) =>
    actorsIn(row)
      .filter(({ actor }) => differs(row.cells[actor]))
      .map(({ actor }) => ({ row: rows.indexOf(row), actor })),
  )
  const shownAt = differing.findIndex((each) => isSame(each, opened))
  // A narrow window shows a few columns only, so a difference can be out of sight.
  const showNext = () => {
    const at = differing.findIndex((each) => isSame(each, stop))
    const next = differing[(at + 1) % differing.length] as Place
    open(next)
    setCurrent(next)
    focus(next)
    // Its details are below the row, once they are drawn.
    requestAnimationFrame(() => {
      grid.current
        ?.querySelector('.detail')
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      focus(next)
    })
  }
  return (
    <>
      {differing.length > 0 && (
        <p class="buttons">
          <button type="button" onClick={showNext}>
            Show the next difference
          </button>
          <span role="status" class="weak">
            {shownAt >= 0 && `Difference ${shownAt + 1} of ${differing.length}`}
          </span>
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys work in the cells' buttons */}
      <div class="scroll" ref={grid} onKeyDown={press}>
        <table>
          <caption class="unseen">
            The status that each actor gets for each request, and what decides. The arrow keys move
            between the cells, Enter opens one, Escape closes it.
          </caption>
          <thead>
            <tr>
              <th scope="col">Request</th>
              <th scope="col" class="classes">
                Permission classes
              </th>
              {actors.map(({ actor, who, about }) => (
                <th key={actor} scope="col">
                  {who}
                  <small>{about}</small>
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group.step}>
              <tr class="group">
                <th scope="rowgroup" colSpan={actors.length + 2}>
                  <span>
                    {titleOf(group.step, state)}
                    {group.step === state.step && ' (current)'}
                  </span>
                </th>
              </tr>
              {group.rows.map((row) => (
                <MatrixRowView
                  key={`${row.method} ${row.path}`}
                  row={row}
                  at={rows.indexOf(row)}
                  {...{ stop, opened, open, setCurrent }}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  )
}

function isSame({ row, actor }: Place, other: Place | undefined): boolean {
  return row === other?.row && actor === other.actor
}

const STEPS: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The heading of the row stays at the edge, and must not cover the cell. */
function focusInView(cell: HTMLElement | null | undefined): void {
  cell?.focus({ preventScroll: true })
  cell?.scrollIntoView({ block: 'nearest', inline: 'center' })
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(length - 1, at))
}

function titleOf(step: string, { steps }: PageState): string {
  const known = steps.find(({ name }) => name === step)
  return known ? `Step ${known.number}: ${known.title}` : step
}
