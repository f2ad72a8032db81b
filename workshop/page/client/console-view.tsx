import { useState } from 'preact/hooks'
import type { Asked } from '../page-state.ts'
import type { ViewProps } from './app.tsx'
import { act } from './connection.ts'
import { ConsoleAnswer } from './console-answer.tsx'
import { bodyFor, type STARTERS, type Start, startersFor, takeStart } from './console-wish.ts'
import { kindOf } from './parts.tsx'

const PEOPLE = [
  { id: 'anonymous', name: 'anonymous', about: 'no token' },
  { id: 'alice', name: 'alice', about: 'owns task 1' },
  { id: 'bob', name: 'bob', about: 'owns task 2' },
  { id: 'root', name: 'root', about: 'staff' },
  { id: 'inactive', name: 'inactive', about: 'not active' },
  { id: 'wrong', name: 'wrong key', about: 'nobody has it' },
]
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
/** How many answers are kept to be read again. */
const KEPT = 20

export interface Sent extends Start {
  as: string
  body?: string
}

export interface Exchange {
  id: number
  sent: Sent
  answer: Asked
}

/** Sends requests to the learner's API, which runs beside the page with known people and tasks. */
export function ConsoleView({ state, matrix }: ViewProps) {
  const [request, setRequest] = useState<Sent>(() => {
    const start = takeStart() ?? { method: 'GET', path: '/api/tasks/1/' }
    return { as: 'bob', ...start, body: bodyFor(start) }
  })
  const [exchanges, setExchanges] = useState<Exchange[]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const send = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    const sent = { ...request, body: takesBody(request) && request.body ? request.body : undefined }
    const answer = await act<Asked>('ask', sent)
    setBusy(false)
    setProblem(answer?.status === undefined ? (answer?.error ?? REFUSED) : undefined)
    if (answer?.status === undefined) return
    setExchanges((all) => [{ id: Date.now(), sent, answer }, ...all].slice(0, KEPT))
  }
  const [last, ...earlier] = exchanges
  return (
    <div class="page console">
      <div class="view-head">
        <div>
          <h1>Try your API</h1>
          <p class="lead">
            Your code in <code>steps/</code>, in memory, started again after each save with the same
            people and tasks.
          </p>
        </div>
        <button type="button" class="quiet" onClick={() => act('fresh')}>
          Fresh data
        </button>
      </div>
      <RequestForm
        request={request}
        change={setRequest}
        send={send}
        busy={busy}
        starters={startersFor(matrix?.rows ?? [], state.step)}
      />
      <section class="result" aria-live="polite" aria-label="Answer">
        {problem && <p class="alert">{problem}</p>}
        {last ? (
          <ConsoleAnswer exchange={last} />
        ) : (
          <p class="weak">
            Choose who asks, and what; then send. The answer comes with the layer that decided, and
            with the line of your code.
          </p>
        )}
      </section>
      {earlier.length > 0 && <Earlier exchanges={earlier} />}
    </div>
  )
}

const REFUSED = 'This cannot be sent: a path begins with / and has no spaces.'

interface FormProps {
  request: Sent
  change(request: Sent): void
  send(event: Event): void
  busy: boolean
  starters: typeof STARTERS
}

function RequestForm({ request, change, send, busy, starters }: FormProps) {
  const set = (part: Partial<Sent>) => change({ ...request, ...part })
  const start = (chosen: (typeof STARTERS)[number]) => set({ body: bodyFor(chosen), ...chosen })
  return (
    <form onSubmit={send}>
      <fieldset>
        <legend>As</legend>
        <div class="people">
          {PEOPLE.map(({ id, name, about }) => (
            <label key={id} class={request.as === id ? 'on' : ''}>
              <input
                type="radio"
                name="as"
                checked={request.as === id}
                onChange={() => set({ as: id })}
              />
              <b>{name}</b>
              <small>{about}</small>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="request">
        <label>
          <span class="unseen">Method</span>
          <select
            value={request.method}
            onChange={(event) => set({ method: event.currentTarget.value })}
          >
            {METHODS.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </select>
        </label>
        <label class="grow">
          <span class="unseen">Path</span>
          <input
            value={request.path}
            onInput={(event) => set({ path: event.currentTarget.value })}
            spellcheck={false}
            autocomplete="off"
          />
        </label>
        <button type="submit" class="primary" disabled={busy}>
          Send
        </button>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: no fields, and no legend to be seen */}
      <div class="starters" role="group" aria-label="Requests to begin with">
        {starters.map((each) => (
          <button key={each.method + each.path} type="button" onClick={() => start(each)}>
            <b>{each.method}</b> {each.path.replace('/api', '')}
          </button>
        ))}
      </div>
      {takesBody(request) && (
        <label class="body">
          Body, as JSON
          <textarea
            rows={2}
            value={request.body}
            spellcheck={false}
            onInput={(event) => set({ body: event.currentTarget.value })}
          />
        </label>
      )}
    </form>
  )
}

function takesBody({ method }: Sent): boolean {
  return ['POST', 'PUT', 'PATCH'].includes(method)
}

function Earlier({ exchanges }: { exchanges: Exchange[] }) {
  return (
    <section>
      <h3>Before</h3>
      <ol class="earlier">
        {exchanges.map(({ id, sent, answer }) => (
          <li key={id}>
            <b class={`status ${kindOf(answer.status)}`}>{answer.status}</b> {sent.method}{' '}
            {sent.path} <span class="weak">as {sent.as}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
