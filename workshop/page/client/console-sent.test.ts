import { expect, it } from 'vitest'
import { credentialsOf, selectedCredentials, sentOf } from './console-sent.ts'
import type { Request } from './console-wish.ts'

const request: Request = {
  as: 'alice',
  method: 'POST',
  path: '/api/v2/tasks/',
  with: 'both',
  csrf: true,
  body: '{"title": "x"}',
}
const cookie = { name: 'csrftoken', value: 'x', about: '' }

it.each([
  ['as it is shown', {}, [], { with: 'both', csrf: true, body: request.body }],
  ['with the token, if no choice is shown', { path: '/api/tasks/' }, [], { with: 'token' }],
  ['without the CSRF header then', { path: '/api/tasks/' }, [], { csrf: false }],
  ['as chosen, if there are cookies', { path: '/api/tasks/' }, [cookie], { with: 'both' }],
  ['with only the cookies of an anonymous actor', { as: 'anonymous' }, [], { with: 'cookies' }],
  ['without a hidden body', { method: 'DELETE' }, [], { body: undefined }],
  ['without an empty body', { body: '' }, [], { body: undefined }],
] as const)('a request is sent %s', (_, change, cookies, sent) => {
  expect(sentOf({ ...request, ...change }, { cookies: [...cookies] })).toMatchObject(sent)
})

it('the selected credentials are always among those that are shown', () => {
  for (const as of ['anonymous', 'wrong', 'alice']) {
    for (const chosen of ['token', 'cookies', 'both'] as const) {
      const selected = selectedCredentials({ ...request, as, with: chosen })
      expect(credentialsOf({ as })).toContain(selected)
    }
  }
})

it('the check that a request comes from is not sent', () => {
  expect(sentOf({ ...request, check: { name: 'x', expected: [200] } })).not.toHaveProperty('check')
})
