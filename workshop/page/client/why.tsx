import { useState } from 'preact/hooks'
import { act } from './connection.ts'

/** Why the solution is as it is, and other right solutions, after a click. */
export function Why({ step }: { step: string }) {
  const [lines, setLines] = useState<string[]>()
  const [failed, setFailed] = useState(false)
  const show = async () => {
    const answer = await act<{ lines: string[] }>('why')
    setLines(answer?.lines)
    setFailed(!answer)
  }
  if (lines) return <pre class="why">{lines.join('\n').trim()}</pre>
  return (
    <p>
      <button type="button" onClick={show}>
        Why the solution is like this, and other right solutions
      </button>
      <span role="status" class="weak">
        {failed && (
          <>
            {' '}
            This did not work. In the terminal: <code>npm run why {step.slice(0, 2)}</code>
          </>
        )}
      </span>
    </p>
  )
}
