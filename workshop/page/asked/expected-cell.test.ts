import { expect, it } from 'vitest'
import { POLICY } from '../../../checks/policy.ts'
import { expectedCell, type Sender } from './expected-cell.ts'

const TASK = '/api/v2/tasks/1/'
const FIRST = '/api/v2/demo/token-first/'
const SECOND = '/api/v2/demo/session-first/'
const SESSION = '/api/v2/session/'

/** A request with its token, its session, and whether it has the CSRF token. */
function told(line: string, proof: Partial<Sender> = {}) {
  const [method = '', path = ''] = line.split(' ')
  const { expected } = expectedCell({ method, path, hasCsrfToken: false, ...proof }) ?? {}
  return expected && `${expected.status} ${expected.by}`
}

const owner = 'alice'

it.each([
  ['GET /api/tasks/1/', { token: 'alice', owner }, '200 handler'],
  ['GET /api/tasks/1/', { token: 'bob', owner }, '403 object'],
  ['GET /api/tasks/1/', { token: 'root', owner }, '403 object'],
  ['GET /api/tasks/1/', { token: 'bob' }, '404 handler'],
  ['GET /api/tasks/1/', { owner }, '401 permission'],
  // Version 1 has no sessions.
  ['GET /api/tasks/1/', { session: 'alice', owner }, '401 permission'],
  ['GET /api/me/', { token: 'wrong' }, '401 authentication'],
  [`GET ${TASK}`, { session: 'alice', owner }, '200 handler'],
  [`GET ${TASK}`, { session: 'bob', owner }, '404 handler'],
  [`PATCH ${TASK}`, { session: 'alice', owner }, '403 authentication'],
  [`PATCH ${TASK}`, { session: 'alice', owner, hasCsrfToken: true }, '200 handler'],
  // A token is sent on purpose, so no CSRF token is required.
  [`PATCH ${TASK}`, { token: 'alice', session: 'bob', owner }, '200 handler'],
  [`POST ${FIRST}`, { token: 'bob', session: 'alice' }, '200 handler'],
  [`POST ${SECOND}`, { token: 'bob', session: 'alice' }, '403 authentication'],
  [`POST ${SECOND}`, { token: 'bob' }, '200 handler'],
  [`GET ${FIRST}`, {}, '401 permission'],
  [`GET ${SECOND}`, {}, '403 permission'],
  [`POST ${SESSION}`, {}, '403 before'],
  [`POST ${SESSION}`, { hasCsrfToken: true }, '200 handler'],
  [`GET ${SESSION}`, { token: 'alice' }, '403 permission'],
  [`GET ${SESSION}`, { session: 'alice' }, '200 handler'],
  ['GET /api/v2/csrf/', {}, '200 handler'],
  ['GET /api/elsewhere/', { token: 'alice' }, undefined],
] as const)('%s with %j: %s', (line, proof, expected) => {
  expect(told(line, proof)).toBe(expected)
})

it.each(['wrong', 'inactive'] as const)(
  'a %s key is not explained with the rule of the view',
  (token) => {
    for (const { method, path } of POLICY) {
      const sender = { method, path: path.replace('{id}', '1'), token, owner, hasCsrfToken: true }
      const { expected, why = '' } = expectedCell(sender) ?? {}
      if (expected?.by === 'authentication') expect(why).toMatch(/^A key that is not valid/)
      else expect(why).not.toMatch(/^A key/)
    }
  },
)

it('a response belongs to the step of its rule', () => {
  const stepOf = (method: string, path: string) =>
    expectedCell({ method, path, owner, hasCsrfToken: false, session: 'alice' })?.step
  expect(stepOf('GET', '/api/tasks/1/')).toBe('06-is-owner')
  expect(stepOf('PATCH', TASK)).toBe(
    POLICY.find(({ path }) => path === '/api/v2/tasks/{id}/')?.step,
  )
})
