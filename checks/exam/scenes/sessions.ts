import { keyOf, type Person } from '../credentials.ts'
import { EVERY_METHOD, ODD_BODIES } from '../routes.ts'
import type { Script } from '../script.ts'
import type { Ask, Pair } from '../session.ts'
import { taskBody } from './fields.ts'

const SESSION = '/api/v2/session/'
const CSRF = '/api/v2/csrf/'
const DEMOS = ['/api/v2/demo/token-first/', '/api/v2/demo/session-first/']
const PATHS = [SESSION, SESSION, ...DEMOS, ...DEMOS, '/api/v2/tasks/', '/api/v2/tasks/ID/']
const ORIGINS = ['http://testserver', 'http://evil.example', 'null', 'https://testserver']
/** Longer than a session lasts, nearly as long, and half as long. */
const WAITS = [1_209_700, 1_209_500, 604_800]

/** A user logs in with a browser, sends requests, and logs out or is logged out. */
export function session(script: Script): void {
  const r = script.random
  const person = script.actor()
  const { name: browser } = r.chance(0.8) ? person : script.actor()
  script.hook({ op: 'reset_throttles' })
  if (r.chance(0.3)) script.hook({ op: 'https', value: r.chance(0.8) })
  if (r.chance(0.2)) act(script, browser)
  login(script, browser, person)
  for (let n = 1 + r.below(3); n > 0; n -= 1) act(script, browser)
  if (r.chance(0.4)) change(script, person)
  if (r.chance(0.3)) login(script, browser, r.chance(0.3) ? person : script.actor())
  act(script, browser)
  if (r.chance(0.5)) {
    script.ask({ method: 'DELETE', path: SESSION, browser, headers: csrfHeader(script, browser) })
    act(script, browser)
  }
}

function login(script: Script, browser: string, { name, password }: Person): void {
  const r = script.random
  if (r.chance(0.9)) script.ask({ method: 'GET', path: CSRF, browser })
  const values = { username: name, password: r.chance(0.85) ? password : 'wrong' }
  const token = r.chance(0.2) ? { csrfmiddlewaretoken: csrfOf(script, browser) } : {}
  script.ask({
    method: 'POST',
    path: SESSION,
    browser,
    headers: [...csrfHeader(script, browser), ...oddHeaders(script)],
    ...(r.chance(0.05) ? { raw: r.of(ODD_BODIES) } : script.body({ ...values, ...token })),
  })
  // The login has changed the token.
  if (r.chance(0.8)) script.ask({ method: 'GET', path: CSRF, browser })
}

function act(script: Script, browser: string): void {
  const r = script.random
  const method = r.of([...EVERY_METHOD, 'GET', 'POST', 'POST', 'DELETE'])
  const ask: Ask = { method, path: script.path(r.of(PATHS)), browser }
  ask.headers = [...csrfHeader(script, browser), ...oddHeaders(script)]
  if (method.startsWith('P')) {
    const token = r.chance(0.2) ? { csrfmiddlewaretoken: csrfOf(script, browser) } : {}
    const body = ask.path.includes('tasks') ? taskBody(script) : {}
    Object.assign(
      ask,
      r.chance(0.06) ? { raw: r.of(ODD_BODIES) } : script.body({ ...body, ...token }),
    )
  }
  if (r.chance(0.08)) ask.query = [['sessionid', `{{${browser}.sessionid}}`]]
  if (r.chance(0.06)) ask.query = [['csrfmiddlewaretoken', `{{${browser}.csrf}}`]]
  if (r.chance(0.08)) delete ask.browser
  script.ask(ask)
}

/** Usually the right token. Otherwise none, an invalid one, or one of another browser. */
function csrfHeader(script: Script, browser: string): Pair[] {
  return script.random.chance(0.25) ? [] : [['X-CSRFToken', csrfOf(script, browser)]]
}

function csrfOf(script: Script, browser: string): string {
  const r = script.random
  return r.weighted([
    [8, `{{${browser}.csrf}}`],
    [1, `{{${script.actor().name}.csrf}}`],
    [1, r.of(['', 'x', 'a'.repeat(32), 'a'.repeat(64), `{{${browser}.sessionid}}`])],
  ])
}

function oddHeaders(script: Script): Pair[] {
  const r = script.random
  const headers: Pair[] = []
  if (r.chance(0.2)) headers.push(['Authorization', `Token ${keyOf(script.actor())}`])
  if (r.chance(0.05)) headers.push(['Authorization', 'Token x'])
  if (r.chance(0.2)) headers.push(['Origin', r.of(ORIGINS)])
  if (r.chance(0.1)) headers.push(['Referer', `${r.of(ORIGINS)}/page`])
  if (r.chance(0.2)) headers.push(['X-Forwarded-Proto', 'https'])
  return headers
}

/** Ends a session without the browser, or seems to. */
function change(script: Script, { name: user }: Person): void {
  const r = script.random
  script.hook(
    r.of([
      { op: 'set_active', user, value: false },
      { op: 'set_active', user, value: true },
      { op: 'set_password', user, password: 'new-Password-7' },
      { op: 'delete_user', user },
      { op: 'delete_sessions' },
      { op: 'advance_clock', seconds: r.of(WAITS) },
    ]),
  )
}
