import type { Actual, Line } from '../page-state.ts'
import { OpenPlace } from './parts.tsx'

/** The learner's lines that decided a response, and the methods that should have refused it. */
export function DecidingLines({ actual: { lines, letThrough = [] } }: { actual: Actual }) {
  return (
    <>
      {letThrough.length > 0 && (
        <p>
          Not refused by <Lines lines={letThrough} second=", " />
        </p>
      )}
      {lines.length > 0 && (
        <p>
          Decided at <Lines lines={lines} second=", reached through " />
        </p>
      )}
    </>
  )
}

function Lines({ lines, second }: { lines: Line[]; second: string }) {
  return lines.map(({ place, name }, at) => (
    <span key={place}>
      {at > 0 && <span class="weak">{at === 1 ? second : ', '}</span>}
      <OpenPlace place={place} />
      {name && <span class="weak"> {name}</span>}
    </span>
  ))
}
