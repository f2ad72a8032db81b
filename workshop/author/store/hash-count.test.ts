import type { AddressInfo } from 'node:net'
import bcrypt from 'bcryptjs'
import { Tinypool } from 'tinypool'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { hashing } from '#shared/auth/hashers.ts'
import { User } from '#shared/auth/user.ts'
import { createApp } from '#subject/app.ts'
import { createTreeServer } from '../../../checks/harness/tree-server.ts'

const hash = vi.spyOn(bcrypt, 'hash')
const compare = vi.spyOn(bcrypt, 'compare')
const inThread = vi.spyOn(Tinypool.prototype, 'run')
let server: Awaited<ReturnType<typeof createTreeServer>>
let url = ''

beforeAll(async () => {
  server = await createTreeServer({ createApp })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/login/`
  await User.objects.createUser({ username: 'ada', password: 'right' })
  await User.objects.createUser({ username: 'inactive', password: 'right' })
  await User.objects.update({ username: 'inactive' }, { isActive: false })
})

beforeEach(() => {
  vi.clearAllMocks()
})

afterAll(() => {
  server.close()
  hashing.cost = 10
})

it.for([
  ['the right password', 'ada', 'right', 200],
  ['a wrong password', 'ada', 'wrong', 400],
  ['an unknown user', 'nobody', 'right', 400],
  ['an inactive user with the right password', 'inactive', 'right', 400],
  ['an inactive user with a wrong password', 'inactive', 'wrong', 400],
] as const)('login costs one hash for %s', async ([, username, password, status]) => {
  const body = new URLSearchParams({ username, password })
  expect((await fetch(url, { method: 'POST', body })).status).toBe(status)
  const costs = [
    ...hash.mock.calls.map(([, cost]) => cost),
    ...compare.mock.calls.map(([, encoded]) => bcrypt.getRounds(encoded)),
  ]
  expect(costs).toEqual([hashing.cost])
  expect(inThread).not.toHaveBeenCalled()
})
