import type { Actor } from '../../../checks/policy.ts'
import { whyOf } from '../../../checks/policy-why.ts'
import type { MatrixCell, MatrixRow } from '../page-state.ts'
import { DecidingLines } from './deciding-lines.tsx'
import type { Place } from './matrix-rows.ts'
import { actorsIn, COLUMNS, differs } from './matrix-rows.ts'
import { kindOf, Sentence } from './parts.tsx'
import { SHORT } from './way-words.ts'
import { Ways } from './ways.tsx'

interface RowProps {
  row: MatrixRow
  /** Its index in the table. */
  at: number
  /** The cell that the tab key reaches. */
  stop: Place
  opened?: Place
  open(place: Place | undefined): void
  setCurrent(place: Place): void
}

/** One request for every actor, and the details of the open cell. */
export function MatrixRowView({ row, at, stop, opened, open, setCurrent }: RowProps) {
  const actors = actorsIn(row)
  const detail = opened?.row === at ? opened.actor : undefined
  return (
    <>
      <tr>
        <th scope="row">
          <b>{row.method}</b> {row.path}
        </th>
        <td class="classes">{row.permissionClasses}</td>
        {actors.map(({ actor }) => {
          const place = { row: at, actor }
          const cell = row.cells[actor]
          const isOpen = detail === actor
          return (
            <td key={actor}>
              <button
                type="button"
                class={`cell ${classOf(cell)}`}
                data-cell={`${at}-${actor}`}
                tabIndex={stop.row === at && stop.actor === actor ? 0 : -1}
                aria-expanded={isOpen}
                onFocus={() => setCurrent(place)}
                onClick={() => open(isOpen ? undefined : place)}
              >
                <CellText cell={cell} />
              </button>
            </td>
          )
        })}
      </tr>
      {detail && (
        <tr class="detail">
          <td colSpan={actors.length + 2}>
            <Detail row={row} actor={detail} />
          </td>
        </tr>
      )}
    </>
  )
}

function classOf(cell: MatrixCell): string {
  if (!cell.actual) return 'later'
  if (differs(cell)) return 'differs'
  return kindOf(cell.actual.status)
}

function CellText({ cell: { expected, actual } }: { cell: MatrixCell }) {
  if (!actual) {
    return (
      <>
        <b>{expected.status}</b> <small>{SHORT[expected.by] ?? expected.by}</small>
        <span class="unseen"> expected, not sent</span>
      </>
    )
  }
  const isWrongStatus = actual.status !== expected.status
  const isWrongLayer = !isWrongStatus && actual.by !== expected.by
  const by = SHORT[actual.by] ?? actual.by
  return (
    <>
      <b>{actual.status}</b>{' '}
      <small>
        {isWrongStatus
          ? `not ${expected.status}`
          : isWrongLayer
            ? `${by}, not ${SHORT[expected.by] ?? expected.by}`
            : by}
      </small>
    </>
  )
}

function Detail({ row, actor }: { row: MatrixRow; actor: Actor }) {
  const { expected, actual } = row.cells[actor]
  const [who, about] = COLUMNS[actor] ?? [actor, '']
  return (
    <div class="cell-detail">
      <p>
        <strong>{who}</strong> <span class="weak">({about})</span> sends{' '}
        <code>
          {row.method} {row.path}
        </code>
        .{' '}
        <span class="weak">
          Rule: <Sentence text={whyOf(row, expected)} />
        </span>
      </p>
      {actual ? (
        <Ways request={row} expected={expected} actual={actual} />
      ) : (
        <p class="weak">
          Expected: {expected.status}. Not sent yet: this needs a step that is not done.
        </p>
      )}
      {actual && <DecidingLines actual={actual} />}
    </div>
  )
}
