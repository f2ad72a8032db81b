import type { Decider } from '../../../checks/policy.ts'
import type { Way } from '../page-state.ts'
import { type Gate, gateAt, gatesOf, inWords, isAsked, nowhereWords } from './way-words.ts'

interface Row extends Way {
  title: string
  verdict?: 'right' | 'wrong'
}

interface WaysProps {
  request: { method: string; path: string }
  expected?: Way
  actual: Way
}

/** How far a request came, and how far it should have come. Differences are red. */
export function Ways({ request, expected, actual }: WaysProps) {
  const isRight = expected?.status === actual.status && expected.by === actual.by
  const yours: Row = { ...actual, title: 'Yours' }
  if (expected) yours.verdict = isRight ? 'right' : 'wrong'
  const wanted: Row[] = expected
    ? [{ ...expected, objectAsked: isAsked(request, expected), title: 'Expected' }]
    : []
  const rows = [...wanted, yours]
  const gates = gatesOf(request, rows)
  // The first layer at which the two differ.
  const parting = Math.max(0, Math.min(...rows.map(({ by }) => gateAt(gates, by))))
  return (
    <div class={`ways gates-${gates.length}`}>
      <div class="gates" aria-hidden="true">
        <span />
        {gates.map(({ name }) => (
          <span>{name.replace(/(thenti|ermis)/, '$1\u00ad')}</span>
        ))}
      </div>
      {rows.map((row) => (
        <WayLine row={row} gates={gates} parting={parting} />
      ))}
    </div>
  )
}

function WayLine({ row, gates, parting }: { row: Row; gates: Gate[]; parting: number }) {
  const { title, status, by, verdict = '', objectAsked } = row
  const end = gateAt(gates, by)
  const kindOf = (gate: Decider, at: number) => {
    if (at === end) return 'end'
    if (at > end) return 'not'
    return gate === 'object' && !objectAsked ? 'pass skipped' : 'pass'
  }
  return (
    <div class={`way ${verdict}`}>
      <span class="way-title">{title}</span>
      <span class="unseen">
        : {inWords(row, gates)}
        {verdict === 'wrong' ? ' This differs.' : ''}
      </span>
      {end < 0 ? (
        <span aria-hidden="true" class="nowhere">
          {nowhereWords(status)}
        </span>
      ) : (
        gates.map((gate, at) => {
          const off = verdict === 'wrong' && at >= parting && at <= end ? 'off' : ''
          return (
            <span aria-hidden="true" class={`gate ${kindOf(gate.by, at)} ${off}`}>
              <i />
              {at === end && <b>{status}</b>}
            </span>
          )
        })
      )}
    </div>
  )
}
