import type { Decider } from '../../../checks/policy.ts'
import type { Way } from '../page-state.ts'

/** The layers that a request passes, in order. */
const GATES: { by: Decider; name: string }[] = [
  { by: 'authentication', name: 'Authentication' },
  { by: 'permission', name: 'Permission' },
  { by: 'throttle', name: 'Throttle' },
  { by: 'object', name: 'Object permission' },
  { by: 'handler', name: 'Handler' },
]

/** The layer that decides, for a cell of the table. */
export const SHORT: Record<Decider, string> = {
  route: 'route',
  authentication: 'authn',
  permission: 'perm',
  throttle: 'throttle',
  method: 'method',
  object: 'object',
  handler: 'view',
}

interface Row extends Way {
  title: string
  verdict?: 'right' | 'wrong'
}

interface WaysProps {
  expected?: Way
  actual: Way
  /** Whether the request is about one object, so that object permissions can apply. */
  aboutObject: boolean
}

/** How far a request came, and how far it should have come. Differences are red. */
export function Ways({ expected, actual, aboutObject }: WaysProps) {
  const isRight = expected?.status === actual.status && expected.by === actual.by
  const yours: Row = { ...actual, title: 'Yours' }
  if (expected) yours.verdict = isRight ? 'right' : 'wrong'
  const rows: Row[] = expected ? [{ ...expected, title: 'Expected' }, yours] : [yours]
  const isShown = (by: Decider) => {
    if (rows.some((row) => row.by === by)) return true
    return by === 'object' ? aboutObject : by !== 'throttle'
  }
  const gates = GATES.filter(({ by }) => isShown(by))
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

function WayLine({ row, gates, parting }: { row: Row; gates: typeof GATES; parting: number }) {
  const { title, status, by, verdict = '' } = row
  const end = gateAt(gates, by)
  return (
    <div class={`way ${verdict}`}>
      <span class="way-title">{title}</span>
      <span class="unseen">
        : {inWords(row, gates)}
        {verdict === 'wrong' ? ' This differs.' : ''}
      </span>
      {gates.map((_, at) => {
        const off = verdict === 'wrong' && at >= parting && at <= end ? 'off' : ''
        return (
          <span
            aria-hidden="true"
            class={`gate ${at < end ? 'pass' : at === end ? 'end' : 'not'} ${off}`}
          >
            <i />
            {at === end && <b>{status}</b>}
          </span>
        )
      })}
      {end < 0 && (
        <span aria-hidden="true" class="nowhere">
          {status}, no view has this path
        </span>
      )}
    </div>
  )
}

/** The index of the layer at which a request ended, or -1. The handler refuses methods. */
function gateAt(gates: typeof GATES, by: Decider): number {
  return gates.findIndex((gate) => gate.by === (by === 'method' ? 'handler' : by))
}

function inWords({ status, by }: Way, gates: typeof GATES): string {
  const end = gateAt(gates, by)
  if (end < 0) return `no view has this path, ${status}.`
  const passed = gates.slice(0, end).map(({ name }) => `${name} allows it`)
  const last = `${gates[end]?.name} answers ${status}${by === 'method' ? ': it does not have this method' : ''}`
  return `${[...passed, last].join(', ')}.`
}
