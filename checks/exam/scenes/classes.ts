import { goodCredential, headerText } from '../credentials.ts'
import { DEMOS, METHODS } from '../routes.ts'
import type { Script } from '../script.ts'
import type { Pair } from '../session.ts'
import { create } from './tasks.ts'

/** Replaces the permission and authentication classes of a view. */
export function classes(script: Script): void {
  const r = script.random
  const path = r.of(['/api/me/', '/api/tasks/', ...DEMOS])
  const names = ['own', 'Yes', 'No', 'Closed', 'Truthy', 'Promised', 'Undefined', 'Throws']
  const lists = [['Never'], [], ['Never', 'own'], ['Header', 'own'], ['own', 'Header'], ['Header']]
  script.hook({
    op: 'set_classes',
    path,
    ...(r.chance(0.8) && {
      permissions: r.some([...names, 'ThrowsUndefined', 'Yes'], r.below(4)),
    }),
    ...(r.chance(0.35) && { authentication: r.of(lists) }),
  })
  for (let n = 1 + r.below(2); n > 0; n -= 1) askClassesOf(script, path)
}

export function objectClasses(script: Script): void {
  const r = script.random
  const path = `/api/tasks/${1 + r.below(Math.max(1, script.tasks))}/`
  const names = ['ObjectNo', 'ObjectClosed', 'ObjectTruthy', 'ObjectPromised', 'ObjectThrows']
  if (script.tasks === 0) create(script, script.actor())
  const permissions = r.some([...names, 'ObjectUndefined', 'own', 'own', 'Yes'], 1 + r.below(3))
  const authentication = r.chance(0.2) ? { authentication: [] } : {}
  script.hook({ op: 'set_classes', path, permissions, ...authentication })
  for (let n = 1 + r.below(2); n > 0; n -= 1) askClassesOf(script, path)
}

/** Replaces the default. Only views without their own classes may change. */
export function defaultClasses(script: Script): void {
  const r = script.random
  const permissions = r.of([[], ['Yes'], ['No']])
  script.hook({ op: 'set_classes', path: 'default', permissions })
  for (const path of ['/api/me/', r.of(DEMOS), r.of(DEMOS)]) {
    script.get(path, r.chance(0.3) ? [] : goodCredential(script.actor()))
  }
}

function askClassesOf(script: Script, path: string): void {
  const r = script.random
  const person = script.actor()
  const headers = r.weighted<Pair[]>([
    [2, []],
    [8, goodCredential(person)],
    [1, script.credential(person)],
    [2, [['X-Who', headerText(person.name)]]],
  ])
  script.get(path, headers, r.chance(0.6) ? 'GET' : r.of(METHODS))
}
