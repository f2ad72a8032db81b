import type { Ask, Move, Pair } from '../session.ts'

/** A way to authenticate in version 2: with a token, with a browser's session, or with both. */
export type Way = Pick<Ask, 'headers' | 'browser'>

const token = (name: string): Pair => ['Authorization', `Token {{${name}.key}}`]
const csrf = (name: string): Pair => ['X-CSRFToken', `{{${name}.csrf}}`]

export const byToken = (name: string): Way => ({ headers: [token(name)] })
/** As a page of the API sends it, with the CSRF token. */
export const byBrowser = (name: string): Way => ({ headers: [csrf(name)], browser: name })

/** All ways that exist at a step. */
export function waysOf(upTo: number): Way[] {
  const byTokens = [{}, byToken('alice'), byToken('bob'), byToken('root'), byToken('inactive')]
  if (upTo < 12) return byTokens
  const both = { headers: [token('alice'), csrf('bob')], browser: 'bob' }
  return [...byTokens, byBrowser('alice'), byBrowser('bob'), both]
}

/** Creates the tokens that version 2 accepts. */
export const MAKE_TOKENS: Move[] = ['inactive', 'root', 'bob', 'alice'].map((user) => ({
  hook: { op: 'v2_token', user },
}))

/** Logs users in, each in their own browser. */
export function logIn(...names: string[]): Move[] {
  return [
    { hook: { op: 'reset_throttles' } },
    ...names.flatMap((name): Move[] => {
      const json = { username: name, password: `${name}-pass-1` }
      const readToken: Move = { ask: { method: 'GET', path: '/api/v2/csrf/', browser: name } }
      const login = { method: 'POST', path: '/api/v2/session/', json, ...byBrowser(name) }
      return [readToken, { ask: login }, readToken]
    }),
  ]
}

/** The first moves of every session about version 2. */
export function beginV2(upTo: number): Move[] {
  const browsers = upTo >= 12 ? logIn('alice', 'bob', 'root') : []
  return [...MAKE_TOKENS, ...browsers, { hook: { op: 'reset_throttles' } }]
}
