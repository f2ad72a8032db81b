import { beforeEach, describe, it } from 'vitest'
import { expectAnswer, hook, type Method, send } from '../harness/client.ts'
import { newStaff, newUser, random, startCheck, tokenOf } from '../harness/people.ts'
import { itFollowsThePolicy } from '../harness/policy-checks.ts'

const NOT_AUTHENTICATED = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Token' },
  body: { detail: 'Authentication credentials were not provided.' },
}

const FORBIDDEN = {
  status: 403,
  headers: { 'WWW-Authenticate': null },
  body: { detail: 'You do not have permission to perform this action.' },
}

describe('05-view-permissions', () => {
  beforeEach(startCheck)

  it('AllowAny: lets an anonymous client read', async () => {
    expectAnswer(await send('GET', '/api/demo/allow-any/'), ok('GET', null))
  })

  it('AllowAny: still authenticates the user whose token is sent', async () => {
    const person = await newUser()
    const token = await tokenOf(person)
    expectAnswer(await send('GET', '/api/demo/allow-any/', { token }), ok('GET', person.username))
  })

  itFollowsThePolicy('05-view-permissions')

  it('IsAdminUser: answers 403 to a user named admin who is not staff', async () => {
    for (const name of ['admin', 'administrator', 'staff', 'superuser']) {
      const token = await tokenOf(await newUser('create_user', undefined, random(name)))
      expectAnswer(await send('GET', '/api/demo/admin/', { token }), FORBIDDEN)
    }
    const token = await tokenOf(await newUser('create_user', undefined, 'admin'))
    expectAnswer(await send('GET', '/api/demo/admin/', { token }), FORBIDDEN)
  })

  it('IsAdminUser: answers 403 as soon as a user is no longer staff', async () => {
    const person = await newStaff()
    const token = await tokenOf(person)
    await send('GET', '/api/demo/admin/', { token })
    await hook({ op: 'set_staff', user: person.username, value: false })
    expectAnswer(await send('GET', '/api/demo/admin/', { token }), FORBIDDEN)
  })

  it('reads the method only from the request line', async () => {
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      const headers = { [name]: 'GET' }
      expectAnswer(await send('POST', '/api/demo/read-only/', { headers }), NOT_AUTHENTICATED)
    }
    for (const name of ['_method', 'method', 'x-http-method-override']) {
      const path = `/api/demo/read-only/?${name}=GET`
      expectAnswer(await send('POST', path), NOT_AUTHENTICATED)
      const form = { [name]: 'GET' }
      expectAnswer(await send('POST', '/api/demo/read-only/', { form }), NOT_AUTHENTICATED)
    }
  })
})

function ok(method: Method, user: string | null) {
  return { status: 200, body: { detail: 'ok', method, user } }
}
