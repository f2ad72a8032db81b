import type { Actual, Line } from '../page-state.ts'
import { OpenPlace } from './parts.tsx'

/** The learner's lines that decided a response, and the methods that should have refused it. */
export function DecidingLines({
  actual: { lines, shouldRefuse = [], objectAsked },
}: {
  actual: Actual
}) {
  const isObject = shouldRefuse.some(({ name }) => name?.endsWith('.hasObjectPermission'))
  return (
    <>
      {shouldRefuse.length > 0 && (
        <p>
          Should be refused by <Lines lines={shouldRefuse} second=" or " />
          {isObject && !objectAsked && <span class="weak">, which was not asked</span>}
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
