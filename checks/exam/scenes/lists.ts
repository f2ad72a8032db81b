import { goodCredential } from '../credentials.ts'
import { EVERY_METHOD, V2_TASK } from '../routes.ts'
import type { Script } from '../script.ts'
import type { Pair } from '../session.ts'
import { taskBody } from './fields.ts'

const TITLES = ['Buy milk', 'buy bread', 'Älter werden', 'Write report', 'a_b 100%', 'B', 'b']
const DESCRIPTIONS = ['', '', 'milk and more', 'Report, quarterly', '^.*$ \\d', 'o’clock']

/** Values for each parameter. Most of them are valid. */
export const FILTERS: Record<string, string[]> = {
  completed: ['true', 'True', '1', 'false', '0', '', 'yes', '2', 'null', ' true'],
  created_at__gte: [
    '2020-01-01T00:01:00Z',
    '2020-01-01 00:02',
    '2020-01-01',
    'x',
    '',
    '1577836800',
  ],
  created_at__lte: ['2020-01-01T00:01:00Z', '2020-01-01T01:03:00+01:00', '2020-02-30T00:00Z', ''],
  search: ['milk', 'MILK', 'buy milk', 'milk,buy', 'report', '%', '_', '.*', 'a b c', '', '\0b'],
  ordering: [
    'title',
    '-title,id',
    'id',
    '-id',
    'created_at',
    'owner',
    '-owner,title',
    '--title',
    '',
  ],
  owner: ['1', '2', '97', 'alice'],
}
/**
 * Invalid orderings. `-created_at` alone is left out: it does not define the order of equal
 * moments.
 */
export const HOSTILE = [
  'owner__password',
  'TITLE',
  '?',
  'password',
  '- title',
  'title\0',
  'createdAt',
]

export const PAGES: Record<string, string[]> = {
  page: ['1', '2', '3', 'last', '0', '-1', '', '02', '1.0', 'LAST', '1e9', '99999999999999999999'],
  page_size: ['1', '2', '5', '05', '100', '101', '0', '-1', '', 'x', '1.5'],
}

/** Some tasks of one user, and the lists that this user and others see. */
export function lists(script: Script): void {
  const r = script.random
  const owner = script.actor()
  const tasks = Array.from({ length: 1 + r.below(4) }, () => ({
    title: r.of(TITLES),
    description: r.of(DESCRIPTIONS),
    completed: r.chance(0.4),
  }))
  script.hook({ op: 'create_tasks', user: owner.name, tasks, start: '2020-01-01T00:00:00Z' })
  script.tasks += tasks.length
  for (let n = 2 + r.below(3); n > 0; n -= 1) {
    const headers = goodCredential(r.chance(0.7) ? owner : script.actor())
    const query = asked(script, { ...FILTERS, ordering: [...(FILTERS.ordering ?? []), ...HOSTILE] })
    if (r.chance(0.3))
      script.ask({
        method: r.of(EVERY_METHOD),
        path: script.path(V2_TASK),
        headers,
        query,
        ...script.body(taskBody(script)),
      })
    else
      script.ask({
        method: r.of(['GET', 'GET', 'GET', 'HEAD', 'OPTIONS']),
        path: '/api/v2/tasks/',
        headers,
        query,
      })
  }
}

/** Many tasks, and pages of them, some of which do not exist. */
export function pages(script: Script): void {
  const r = script.random
  const owner = script.actor()
  const count = r.of([1, 5, 19, 20, 21, 45])
  script.hook({ op: 'create_tasks', user: owner.name, count, start: '2021-01-01T00:00:00Z' })
  script.tasks += count
  for (let n = 2 + r.below(3); n > 0; n -= 1) {
    const headers = goodCredential(r.chance(0.8) ? owner : script.actor())
    const filters = r.chance(0.4) ? asked(script, FILTERS) : []
    const query = [...filters, ...asked(script, PAGES), ...r.some(ODD_PARAMETERS, 1)]
    script.ask({ method: 'GET', path: '/api/v2/tasks/', headers, query })
  }
}

const ODD_PARAMETERS: Pair[] = [
  ['x', "~*'(ä) +"],
  ['page', '2'],
  ['limit', '1'],
  ['format', 'json'],
  ['', ''],
]

/** One to three parameters, some of them twice. */
function asked(script: Script, values: Record<string, string[]>): Pair[] {
  const r = script.random
  const names = Object.keys(values)
  return Array.from({ length: 1 + r.below(3) }, () => {
    const name = r.of(names)
    return [name, r.of(values[name] as string[])]
  })
}
