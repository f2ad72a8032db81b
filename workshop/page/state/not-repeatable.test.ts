import { expect, it } from 'vitest'
import type { Exchange } from '../../../checks/harness/exchange.ts'
import { notRepeatable } from './not-repeatable.ts'

const answer = { status: 200, headers: {}, body: {} }
const request = { request: { method: 'GET', path: '/api/me/', headers: {} }, answer }
const after = (
  ...hooks: { op: string; [detail: string]: unknown }[]
): { exchanges: Exchange[] } => ({
  exchanges: [...hooks.map((hook) => ({ hook, answer })), request],
})

it.each([
  [],
  [{ op: 'create_user', user: 'ada' }],
  [{ op: 'create_token', user: 'ada' }, { op: 'rows' }, { op: 'count' }],
])('the console can repeat a request after %j', (...hooks) => {
  expect(notRepeatable(after(...hooks))).toBeUndefined()
})

it.each([
  ['set_classes', { path: '/api/me/', permissions: ['IsAdminUser'] }, 'IsAdminUser'],
  ['set_fault', { fault: 'fails', operation: 'insert', table: 'tasks' }, 'insert'],
  ['advance_clock', { seconds: 60 }, '60 seconds'],
  ['delete_token', { user: 'ada' }, 'token of ada'],
  ['a_new_hook', {}, 'a_new_hook'],
])('it cannot after %s', (op, detail, words) => {
  const told = notRepeatable(after({ op: 'create_user', user: 'ada' }, { op, ...detail }))
  expect(told).toContain(words)
})
