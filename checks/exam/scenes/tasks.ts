import { goodCredential, type Person } from '../credentials.ts'
import { EVERY_METHOD, TASK } from '../routes.ts'
import type { Script } from '../script.ts'
import { query, taskBody } from './fields.ts'

export function create(script: Script, person: Person): void {
  const r = script.random
  const completed = r.chance(0.4) ? { completed: r.chance(0.6) } : {}
  const more = r.chance(0.35) ? taskBody(script) : {}
  script.ask({
    method: 'POST',
    path: '/api/tasks/',
    headers: goodCredential(person),
    ...script.body({ title: 'Milk', ...completed, ...more }),
    ...(r.chance(0.3) && { query: query(script) }),
  })
}

/** The owner uses a task, and right afterwards another user tries to use it. */
export function taskLife(script: Script): void {
  const r = script.random
  const owner = script.actor()
  if (script.tasks === 0 || r.chance(0.4)) create(script, owner)
  const path = r.chance(0.5) ? `/api/tasks/${script.tasks}/` : script.path(TASK)
  const methods = ['GET', 'GET', 'GET', 'PUT', 'PUT', 'PATCH', 'PATCH', 'DELETE', ...EVERY_METHOD]
  const act = (who: Person) => {
    const method = r.of(methods)
    const hasBody = method.startsWith('P') || r.chance(0.1)
    script.ask({
      method,
      path,
      headers: goodCredential(who),
      ...(hasBody && script.body(taskBody(script))),
      ...(r.chance(0.15) && { query: query(script) }),
    })
  }
  if (r.chance(0.6)) act(owner)
  act(script.actor())
  if (r.chance(0.3)) act(owner)
  if (r.chance(0.25)) {
    const asked = r.chance(0.4) ? { query: query(script) } : {}
    const headers = goodCredential(script.actor())
    script.ask({ method: 'GET', path: '/api/tasks/', headers, ...asked })
  }
}
