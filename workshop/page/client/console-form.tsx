import { METHODS } from '../console-choices.ts'
import type { BrowserState } from '../page-state.ts'
import {
  choosesCredentials,
  credentialsOf,
  selectedCredentials,
  takesBody,
} from './console-sent.ts'
import { bodyFor, type Request, type Starter } from './console-wish.ts'

const PEOPLE = [
  { id: 'anonymous', name: 'anonymous', about: 'no token' },
  { id: 'alice', name: 'alice', about: 'starts with task 1' },
  { id: 'bob', name: 'bob', about: 'starts with task 2' },
  { id: 'root', name: 'root', about: 'staff' },
  { id: 'inactive', name: 'inactive', about: 'deactivated' },
  { id: 'wrong', name: 'wrong key', about: 'an unknown key' },
]

interface FormProps {
  request: Request
  change(request: Request): void
  send(): void
  busy: boolean
  starters: Starter[]
  /** The browser of the actor. */
  browser?: BrowserState
}

/** The form: the actor and the request. */
export function RequestForm({ request, change, send, busy, starters, browser }: FormProps) {
  // A changed request is not that of the check any more.
  const set = (part: Partial<Request>) => change({ ...request, check: undefined, ...part })
  const start = (chosen: Starter) => set({ ...chosen, body: bodyFor(chosen, request.as) })
  const submit = (event: Event) => {
    event.preventDefault()
    send()
  }
  return (
    <form onSubmit={submit}>
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
      <div class="starters" role="group" aria-label="Suggested requests">
        {starters.map((each) => (
          <button key={each.method + each.path} type="button" onClick={() => start(each)}>
            <b>{each.method}</b> {each.path.replace('/api', '')}
          </button>
        ))}
      </div>
      {choosesCredentials(request, browser) && (
        <Credentials request={request} set={set} browser={browser} />
      )}
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

const CREDENTIALS = {
  token: 'their token',
  cookies: 'their cookies, as a browser does',
  both: 'both',
}
/** Of an actor without a token of their own. */
const OTHER_TOKEN: Record<string, string> = { anonymous: 'no token', wrong: 'the wrong key' }

interface CredentialsProps {
  request: Request
  set(part: Partial<Request>): void
  browser?: BrowserState
}

/** The cookies that are sent, and those that the actor's browser has stored. */
function Credentials({ request, set, browser }: CredentialsProps) {
  const { cookies = [], user } = browser ?? {}
  const selected = selectedCredentials(request)
  const sendsCookies = selected !== 'token'
  return (
    <fieldset class="credentials">
      <legend>With</legend>
      <div class="choices">
        {credentialsOf(request).map((id) => (
          <label key={id}>
            <input
              type="radio"
              name="with"
              checked={selected === id}
              onChange={() => set({ with: id })}
            />{' '}
            {(id === 'token' && OTHER_TOKEN[request.as]) || CREDENTIALS[id]}
          </label>
        ))}
        {sendsCookies && (
          <label>
            <input
              type="checkbox"
              checked={request.csrf}
              onChange={(event) => set({ csrf: event.currentTarget.checked })}
            />{' '}
            the header <code>X-CSRFToken</code>, with their CSRF token
          </label>
        )}
      </div>
      {sendsCookies && (
        <div class="cookies">
          <p class="weak">
            {cookies.length === 0
              ? 'Their browser has no cookies yet. GET /api/v2/csrf/ sets the first one.'
              : user
                ? `Their browser has these cookies, and ${user} is logged in.`
                : 'Their browser has these cookies, but no user is logged in. Log in with POST /api/v2/session/.'}
          </p>
          {cookies.map(({ name, value, about }) => (
            <p key={name} class="cookie">
              <b>{name}</b>={value} <span class="weak">{about}</span>
            </p>
          ))}
        </div>
      )}
    </fieldset>
  )
}
