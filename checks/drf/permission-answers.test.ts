import { describe, expect, it } from 'vitest'
import { appShell } from '#shared/http/app-shell.ts'
import { BasePermission } from '#subject/04-default-permission/permissions.ts'
import { apiView } from '#subject/04-default-permission/views.ts'
import { checkObjectPermissions } from '#subject/06-is-owner/generics.ts'
import { ask } from './ask.ts'
import { serveApp } from './serve-app.ts'

describe('a permission that does not return true refuses every request', () => {
  const ANSWERS: [string, () => unknown][] = [
    ['false', () => false],
    ['undefined', () => undefined],
    ['null', () => null],
    ['1', () => 1],
    ['"true"', () => 'true'],
    ['an object', () => ({})],
    ['a promise of true', async () => true],
    ['a promise of false', async () => false],
    [
      'an error',
      () => {
        throw new Error('broken')
      },
    ],
    [
      'nothing, thrown',
      () => {
        throw undefined
      },
    ],
    [
      'null, thrown',
      () => {
        throw null
      },
    ],
    [
      '"route", thrown',
      () => {
        throw 'route'
      },
    ],
  ]

  it.each(ANSWERS)('hasPermission: %s', async (_, answer) => {
    const { url, entered } = await guardedBy('hasPermission', answer)
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
      expect((await ask(url, method, '/guarded/')).status).toBeGreaterThanOrEqual(400)
    }
    expect(entered()).toBe(false)
  })

  it.each(ANSWERS)('hasObjectPermission: %s', async (_, answer) => {
    const { url, entered } = await guardedBy('hasObjectPermission', answer)
    for (const method of ['GET', 'HEAD', 'POST']) {
      expect((await ask(url, method, '/guarded/')).status).toBeGreaterThanOrEqual(400)
    }
    expect(entered()).toBe(false)
  })

  it('a permission that returns true allows every request', async () => {
    for (const question of ['hasPermission', 'hasObjectPermission'] as const) {
      const { url, entered } = await guardedBy(question, () => true)
      expect((await ask(url, 'GET', '/guarded/')).status).toBe(200)
      expect(entered()).toBe(true)
    }
  })
})

/** An app with one view, whose only permission returns this. */
async function guardedBy(question: 'hasPermission' | 'hasObjectPermission', answer: () => unknown) {
  class Told extends BasePermission {}
  Object.assign(Told.prototype, { [question]: answer })
  let entered = false
  const enter = (
    request: Parameters<typeof checkObjectPermissions>[0],
    response: { json(data: object): void },
  ) => {
    checkObjectPermissions(request, {})
    entered = true
    response.json({})
  }
  const view = apiView({ name: 'Guarded', permissionClasses: [Told], get: enter, post: enter })
  return { url: await serveApp(appShell({ '/guarded/': view })), entered: () => entered }
}
