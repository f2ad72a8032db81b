import { Code } from './code.tsx'
import { afterLogout, asWhom, kindOfAnswer, whyNotJudged, wrongness } from './console-judged.ts'
import type { Exchange } from './console-wish.ts'
import { DecidingLines } from './deciding-lines.tsx'
import { Copy, Sentence, statusText } from './parts.tsx'
import { Ways } from './ways.tsx'

/** Headers that matter for permissions. */
const SHOWN = ['WWW-Authenticate', 'Location', 'Allow', 'Retry-After', 'Set-Cookie', 'Vary', 'Link']

/** The response, how far the request came, and how far it should have come. */
export function ConsoleAnswer({ exchange: { sent, answer } }: { exchange: Exchange }) {
  const { status, ms, actual, expected, why, error, thrown, curl, body, headers } = answer
  const wrong = wrongness(answer)
  const notJudged = whyNotJudged(answer)
  return (
    <>
      <h2 class={`status ${kindOfAnswer(answer)}`}>
        <b>{status || ''}</b> {statusText(status)}{' '}
        <span class="weak">
          {wrong && <b class="bad-text">{wrong}</b>}
          {wrong && ' · '}
          {sent.method} {sent.path} {asWhom(sent)} · {Math.max(1, Math.round(ms))} ms
        </span>
      </h2>
      {error && <p class="alert">{error}</p>}
      {thrown && (
        <p class="alert">
          Your code threw <code>{thrown}</code>
        </p>
      )}
      {actual && status > 0 && <Ways request={sent} expected={expected} actual={actual} />}
      {why && (
        <p class="weak">
          Rule: <Sentence text={why} />
        </p>
      )}
      {answer.isLoggedOut && <p class="weak">{afterLogout(sent)}</p>}
      {notJudged && <p class="weak">{notJudged}</p>}
      {actual && <DecidingLines actual={actual} />}
      <div class="pair">
        <section>
          <div class="title-row">
            <h3>Sent</h3>
            <Copy text={curl} what="the curl line" />
          </div>
          <pre class="curl">
            <Code text={curl} language="sh" />
          </pre>
        </section>
        <section>
          <div class="title-row">
            <h3>Came back</h3>
          </div>
          <pre>
            {SHOWN.map((name) => {
              const value = headers[name.toLowerCase()]
              const lines = value === undefined ? [] : value.split('\n')
              return lines.map((line) => `${name}: ${line}\n`).join('')
            })}
            <Code text={shown(body)} language="json" />
          </pre>
        </section>
      </div>
    </>
  )
}

/** JSON line by line, and anything else unchanged. */
function shown(body: string): string {
  if (body === '') return '(no body)'
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
