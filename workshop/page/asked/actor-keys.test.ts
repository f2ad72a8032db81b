import { expect, it } from 'vitest'
import { ActorKeys } from './actor-keys.ts'

const people = { keys: { alice: 'a1', bob: 'b1' }, v2Keys: { alice: 'a2', bob: 'b2' } }
const json = JSON.stringify
const login = (path: string, username: unknown) => ({
  method: 'POST',
  path,
  body: json({ username }),
})
const gives = (token: unknown, status = 200) => ({ status, body: json({ token }) })

it('a login replaces the token of its user, in its version of the API', () => {
  const keys = new ActorKeys(people)
  keys.take(login('/api/login/', 'alice'), gives('new'))
  expect([keys.keyOf('alice', '/api/me/'), keys.keyOf('alice', '/api/v2/me/')]).toEqual([
    'new',
    'a2',
  ])
  keys.take(login('/api/v2/login/?x=1', 'bob'), gives('newer'))
  expect([keys.keyOf('bob', '/api/me/'), keys.keyOf('bob', '/api/v2/me/')]).toEqual(['b1', 'newer'])
  expect(keys.keyOf('anonymous', '/api/me/')).toBeUndefined()
  expect(keys.keyOf('wrong', '/api/me/')).toMatch(/^f{40}$/)
})

it.each([
  ['a refused login', login('/api/login/', 'alice'), gives('x', 400)],
  ['a response without a token', login('/api/login/', 'alice'), gives({})],
  ['a response that is not JSON', login('/api/login/', 'alice'), { status: 200, body: '<p>' }],
  ['a user of another name', login('/api/login/', 'constructor'), gives('x')],
  ['a body without a name', login('/api/login/', 7), gives('x')],
  ['another path', login('/api/login/x/', 'alice'), gives('x')],
  ['another method', { ...login('/api/login/', 'alice'), method: 'PUT' }, gives('x')],
])('%s changes no token', (_, sent, answer) => {
  const keys = new ActorKeys(people)
  keys.take(sent, answer)
  expect(keys.keyOf('alice', '/api/me/')).toBe('a1')
})

it('a logout deletes the token that was sent, until the next login', () => {
  const keys = new ActorKeys(people)
  const isDeleted = (path: string) => keys.isDeleted(keys.keyOf('alice', path))
  const done = { status: 204, body: '' }
  keys.take({ method: 'POST', path: '/api/logout/' }, { status: 401, body: '' }, 'alice')
  expect(isDeleted('/api/me/')).toBe(false)
  keys.take({ method: 'POST', path: '/api/logout/' }, done, 'alice')
  expect([isDeleted('/api/me/'), isDeleted('/api/v2/me/')]).toEqual([true, false])
  keys.take({ method: 'POST', path: '/api/v2/logoutall/' }, done, 'alice')
  expect(isDeleted('/api/v2/me/')).toBe(true)
  keys.take(login('/api/login/', 'alice'), gives('a3'))
  expect(isDeleted('/api/me/')).toBe(false)
  expect(keys.isDeleted(undefined)).toBe(false)
})
