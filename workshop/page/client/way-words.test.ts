import { expect, it } from 'vitest'
import { ACTORS, type Actor, POLICY } from '../../../checks/policy.ts'
import type { Way } from '../page-state.ts'
import { gatesOf, inWords, isAsked } from './way-words.ts'

const words = (line: string, way: Way) => {
  const [method = '', path = ''] = line.split(' ')
  const request = { method, path }
  return inWords({ objectAsked: isAsked(request, way), ...way }, gatesOf(request, [way]))
}

it.each([
  [
    'GET /api/tasks/1/',
    { status: 200, by: 'handler' },
    'Object permission allows it, Handler answers 200.',
  ],
  ['GET /api/tasks/1/', { status: 404, by: 'handler' }, 'Object permission is not asked'],
  ['POST /api/tasks/1/', { status: 405, by: 'method' }, 'Object permission is not asked'],
  ['OPTIONS /api/tasks/1/', { status: 200, by: 'handler' }, 'Object permission is not asked'],
  // The learner's handler has not asked.
  [
    'GET /api/tasks/1/',
    { status: 200, by: 'handler', objectAsked: false },
    'Object permission is not asked, Handler answers 200.',
  ],
  ['GET /api/tasks/1/', { status: 403, by: 'object' }, 'Object permission answers 403.'],
  [
    'POST /api/v2/session/',
    { status: 501, by: 'before' },
    'The view answers 501 before authentication.',
  ],
  ['GET /api/nowhere/', { status: 404, by: 'route' }, '404, no view has this path.'],
  ['GET /api/me', { status: 301, by: 'route' }, '301, the path lacks its final slash.'],
  ['GET /api/me/', { status: 500, by: 'route' }, '500, before any view.'],
] as const)('%s %j', (line, way, expected) => {
  expect(words(line, way)).toContain(expected)
})

it('only a 404 without a view is said to have none', () => {
  for (const rule of POLICY) {
    for (const actor of Object.keys(ACTORS) as Actor[]) {
      const told = words(`${rule.method} ${rule.path}`, rule.cells[actor])
      expect(told.includes('no view'), `${rule.method} ${rule.path}`).toBe(
        rule.path === '/api/nowhere/',
      )
      expect(told).toContain(String(rule.cells[actor].status))
    }
  }
})
