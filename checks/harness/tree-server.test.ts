import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { User } from '#shared/auth/user.ts'
import { postSave } from '#shared/db/signals.ts'
import { todo } from '#shared/todo.ts'
import { createApp } from '#subject/app.ts'
import { createTreeServer } from './tree-server.ts'

const thrown: unknown[] = []
const server = await createTreeServer({ createApp }, (error) => thrown.push(error))
let url = ''
let unwritten = false

postSave.connect(User, () => {
  if (unwritten) todo('make a token')
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function post(path: string, body = '') {
  const response = await fetch(url + path, { method: 'POST', body })
  return [response.status, await response.json()]
}

it('counts the users of a reset', async () => {
  expect((await post('/__reset__/'))[0]).toBe(200)
  expect(await post('/__hook__/', '{"op":"count"}')).toEqual([
    200,
    { users: 4, tokens: 4, tasks: 0 },
  ])
})

it.for([
  ['there is no such operation', '{"op":"constructor"}', 400],
  ['it is asked in no JSON', '{oops', 500],
  ['its user does not exist', '{"op":"save_user","user":"nobody"}', 500],
] as const)('answers a hook when %s', async ([, body, status]) => {
  expect(await post('/__hook__/', body)).toEqual([status, { error: expect.any(String) }])
  expect(thrown.pop()).toBeInstanceOf(Error)
})

it('answers 501 with the sentence when a reset reaches a TODO', async () => {
  unwritten = true
  expect(await post('/__reset__/')).toEqual([501, { error: 'make a token' }])
  unwritten = false
})

it('refuses a tree that makes password hashes cheaper', async () => {
  vi.resetModules()
  const { hashing } = await import('#shared/auth/hashers.ts')
  const { createTreeServer: create } = await import('./tree-server.ts')
  hashing.cost = 6
  await expect(create({ createApp })).rejects.toThrow('must stay 10')
})
