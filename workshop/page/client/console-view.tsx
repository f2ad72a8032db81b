import { useEffect, useState } from 'preact/hooks'
import type { Asked } from '../page-state.ts'
import { act, type ViewProps } from './connection.ts'
import { ConsoleAnswer } from './console-answer.tsx'
import { RequestForm } from './console-form.tsx'
import { asWhom, changesData, judgedBy, kindOfAnswer, wrongness } from './console-judged.ts'
import { sentOf } from './console-sent.ts'
import {
  bodyFor,
  type Check,
  type Exchange,
  kept,
  nextId,
  type Request,
  startersFor,
  takeStart,
} from './console-wish.ts'

/** The number of earlier responses that are kept. */
const KEPT = 20

/** Sends requests to the learner's API, which runs next to the page with fixed users and tasks. */
export function ConsoleView({ state, matrix, browsers }: ViewProps) {
  const rows = matrix?.rows ?? []
  const [prepared] = useState(takeStart)
  const sendsBefore = prepared !== undefined && prepared.before.length > 0
  const [request, setRequest] = useState<Request>(() => {
    const known = prepared?.request ?? kept.request
    if (known) return known
    const start = { method: 'GET', path: '/api/tasks/1/' }
    // In a step about sessions, the browser is selected.
    const isForBrowsers = rows.some(
      ({ step, authentication }) => step === state.step && authentication[0] === 'session',
    )
    const proof = { with: isForBrowsers ? 'cookies' : 'token', csrf: true } as const
    return { as: 'bob', ...proof, ...start, body: bodyFor(start, 'bob') }
  })
  const [exchanges, setExchanges] = useState<Exchange[]>(kept.exchanges)
  const [shown, show] = useState(kept.shown)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    Object.assign(kept, { request, exchanges, shown })
  }, [request, exchanges, shown])
  /** Sends a request, and adds it to the list. */
  const ask = async (sent: Request, check?: Check) => {
    const asked = await act<Asked>('ask', sent)
    setProblem(asked?.status === undefined ? (asked?.error ?? REFUSED) : undefined)
    if (asked?.status === undefined) return undefined
    const answer = judgedBy(check, asked)
    const id = nextId()
    setExchanges((all) => [{ id, sent, answer }, ...all].slice(0, KEPT))
    return { id, asked }
  }
  const send = async () => {
    setBusy(true)
    const sent = sentOf(request, browsers?.[request.as])
    const told = await ask(sent, request.check)
    setBusy(false)
    show(told?.id)
    // The next request finds other data.
    if (told && changesData(sent, told.asked)) setRequest((now) => ({ ...now, check: undefined }))
  }
  const prepare = async ({ before, fresh }: NonNullable<typeof prepared>) => {
    setBusy(true)
    await fresh
    for (const each of before) await ask(each)
    setBusy(false)
  }
  useEffect(() => {
    if (prepared && sendsBefore) prepare(prepared)
  }, [])
  const last = exchanges.find(({ id }) => id === shown)
  const earlier = exchanges.filter((each) => each !== last)
  return (
    <div class="page console">
      <div class="view-head">
        <div>
          <h1>Try your API</h1>
          <p class="lead">
            Your code in <code>steps/</code>, with data in memory. It restarts after each save with
            the same users and tasks.
          </p>
        </div>
        <Reset />
      </div>
      {request.check && (
        <p class="looks-like">
          <strong>From the check:</strong> {request.check.name}. Its users are replaced by the ones
          here.
          {sendsBefore && ' What its browser sends before has been sent, and is listed below.'}
        </p>
      )}
      <RequestForm
        request={request}
        change={setRequest}
        send={send}
        busy={busy}
        starters={startersFor(rows, state)}
        browser={browsers?.[request.as]}
      />
      <section class="result" aria-live="polite" aria-label="Answer">
        {busy && <p class="weak">Sending …</p>}
        {problem && <p class="alert">{problem}</p>}
        {last ? (
          <>
            {last.answer.restarts !== state.restarts && (
              <p class="looks-like">
                Your API has restarted since this response, and its tokens are new. Send the request
                again.
              </p>
            )}
            <ConsoleAnswer exchange={last} />
          </>
        ) : (
          !busy &&
          !problem && (
            <p class="weak">
              Choose a user and a request, and send it. The response shows what decided it, and the
              line of your code.
            </p>
          )
        )}
      </section>
      {earlier.length > 0 && <Earlier exchanges={earlier} />}
    </div>
  )
}

const REFUSED = 'This cannot be sent: a path begins with / and has no spaces.'

/** Restores the users and tasks that every start has. */
function Reset() {
  const [label, setLabel] = useState(RESET)
  const reset = async () => {
    setLabel('Resetting …')
    const answer = await act<{ error?: string }>('fresh')
    setLabel(answer && !answer.error ? 'The data is reset' : 'This did not work')
    setTimeout(() => setLabel(RESET), 2000)
  }
  return (
    <button type="button" class="quiet" onClick={reset}>
      {label}
    </button>
  )
}

const RESET = 'Reset the data'

function Earlier({ exchanges }: { exchanges: Exchange[] }) {
  return (
    <section>
      <h3>Before</h3>
      <ol class="earlier">
        {exchanges.map(({ id, sent, answer }) => (
          <li key={id}>
            <b class={`status ${kindOfAnswer(answer)}`}>{answer.status || 'no answer'}</b>{' '}
            {sent.method} {sent.path} <span class="weak">{asWhom(sent)}</span>
            {wrongness(answer) && <span class="bad-text"> · {wrongness(answer)}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
