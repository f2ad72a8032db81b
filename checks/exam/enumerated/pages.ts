import { PAGES } from '../scenes/lists.ts'
import type { Ask, Move, Pair, Session } from '../session.ts'
import { SKIP } from './actors.ts'
import { twice } from './lists.ts'
import { byToken, MAKE_TOKENS } from './v2-actors.ts'

const NUMBERS = [
  ...[
    '0',
    '1',
    '2',
    '3',
    '5',
    '6',
    '7',
    '-1',
    '',
    '02',
    '1.0',
    '1e0',
    '+1',
    ' 1',
    '1 ',
    'x',
    'NaN',
  ],
  ...[
    '٢',
    '²',
    '0x1',
    '1,2',
    '99',
    '100',
    '101',
    '500',
    '9007199254740993',
    '9'.repeat(30),
    'last',
  ],
]
const PLACES: Record<string, string[]> = {
  'tasks/': ['page', 'page_size'],
  'tasks/window/': ['limit', 'offset'],
  'tasks/feed/': ['page_size', 'cursor'],
}
/** Positions in the feed, before, at and between its tasks, in both directions. */
const CURSORS = [
  '2025-12-31',
  '2026-01-01 00:01',
  '2026-01-01 00:02:30',
  '2026-01-01 01:00',
  '2026-01-03',
]
  .flatMap((position) => [`p=${position}`, `r=1&p=${position}`, `o=1&p=${position}`])
  .concat('o=1', 'o=3', 'r=1', 'r=1&o=1', 'o=1001')
  .map((cursor) => Buffer.from(cursor.replaceAll(' ', '+')).toString('base64'))
const BESIDE: Pair[] = [
  ['x', "~*'(ä) +"],
  ['', ''],
  ['page_size', '2'],
  ['search', 'Task'],
]

/** What the links must depend on, or must not. */
const HOSTS: Pair[] = [
  ['Host', 'tasks.example:8000'],
  ['X-Forwarded-Host', 'evil.example'],
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Port', '444'],
  ['X-Forwarded-Prefix', '/evil'],
  ['X-Original-URL', '/evil/'],
  ['Forwarded', 'host=evil.example;proto=https'],
  ['Origin', 'http://evil.example'],
  ['Referer', 'http://evil.example/'],
]
const TWO: Pair[] = [
  ['page_size', '2'],
  ['limit', '2'],
]

/** Every page size and page number, for a user and for staff. */
export function pagesSession(): Session {
  const moves: Move[] = [
    { hook: { op: 'create_tasks', user: 'bob', count: 6 } },
    { hook: { op: 'create_tasks', user: 'root', count: 102 } },
    { hook: { op: 'create_tasks', user: 'alice', count: 102 } },
    ...MAKE_TOKENS,
  ]
  for (const [place, names] of Object.entries(PLACES)) {
    const path = `/api/v2/${place}`
    const ask = (name: string, query: Pair[]): Ask => ({
      method: 'GET',
      path,
      query,
      ...byToken(name),
    })
    const numbers = names.flatMap((name) => NUMBERS.map((number): Pair[] => [[name, number]]))
    const small = numbers.map((query) => ask('bob', query))
    const large = ['page_size', 'limit']
      .filter((name) => names.includes(name))
      .flatMap((name) =>
        ['100', '101', '500', '0101', '0100000'].flatMap((size) =>
          ['alice', 'root'].map((user) => ask(user, [[name, size]])),
        ),
      )
    const beside = BESIDE.map((pair) => ask('bob', [pair, [names[0] as string, '2'], pair]))
    const twiceEach = twice(PAGES).map((query) =>
      ask('bob', [...query, ['limit', '2'], ['limit', '3']]),
    )
    moves.push({
      burst: [...small, ...large, ...beside, ...twiceEach, ...linksOf(path)],
      inOrder: true,
    })
  }
  const positions = CURSORS.flatMap((cursor) =>
    ['bob', 'alice'].map((name): Ask => {
      const query: Pair[] = [
        ['page_size', '2'],
        ['cursor', cursor],
      ]
      return { method: 'GET', path: '/api/v2/tasks/feed/', query, ...byToken(name) }
    }),
  )
  moves.push({ burst: positions, inOrder: true }, ...changing())
  const links = Object.keys(PLACES).flatMap((place) => linksOf(`/api/v2/${place}`))
  moves.push({ hook: { op: 'https', value: true } }, { burst: links, inOrder: true })
  return { seed: 0, skip: SKIP, moves }
}

/** The links of a page, with each header that a proxy can add. */
function linksOf(path: string): Ask[] {
  const { headers = [] } = byToken('bob')
  return HOSTS.map((header) => ({ method: 'GET', path, query: TWO, headers: [...headers, header] }))
}

/** Two users read their pages in turns, and their lists change in between. */
function changing(): Move[] {
  const size: Pair[] = [
    ['page_size', '2'],
    ['limit', '2'],
  ]
  const pages: [place: string, second: Pair][] = [
    ['tasks/', ['page', '2']],
    ['tasks/window/', ['offset', '2']],
    ['tasks/feed/', ['x', '']],
  ]
  const seen = pages.flatMap(([place, second]): Ask[] =>
    [size, [...size, second]].flatMap((query) =>
      ['bob', 'root'].map((name) => {
        return { method: 'GET', path: `/api/v2/${place}`, query, ...byToken(name) }
      }),
    ),
  )
  const write = (method: string, id: string, json?: object): Ask => {
    return { method, path: `/api/v2/tasks/${id}`, json, ...byToken('bob') }
  }
  const changes = [write('DELETE', '3/'), write('PATCH', '4/', { title: 'changed' })]
  return [
    { burst: seen, inOrder: true },
    ...changes.map((change): Move => ({ burst: [change, ...seen], inOrder: true })),
  ]
}
