import { FILTERS, HOSTILE } from '../scenes/lists.ts'
import type { Ask, Move, Pair, Session } from '../session.ts'
import { SKIP } from './actors.ts'
import { byToken, MAKE_TOKENS } from './v2-actors.ts'

const TASKS = [
  ['Älter werden', 'naïve'],
  ['Straße', 'o’clock ﬁ'],
  ['İstanbul', 'Kelvin K'],
  ['Buy milk', 'and more'],
  ['a_b 100% .*', '[c] (d'],
].map(([title = '', description], at) => ({ title, description, completed: at % 2 === 0 }))

const WORDS = [
  ...['Älter', 'älter', 'ÄLTER', 'straße', 'STRASSE', 'ß', 'SS', 'İ', 'i', 'ı', 'ﬁ', 'FI', 'Ï'],
  ...[
    'K',
    'k',
    'a\u0308lter',
    '’',
    "'",
    '"',
    '[c]',
    '(d',
    '^',
    '\\',
    'buy\u3000milk',
    'ilk',
    '-milk',
  ],
  ...['"buy milk"', 'milk buy', 'milk milk', 'buy,,milk', 'alice', '97', 'true', '2020', '\0'],
]
const SIGNS = ['+', '-', '--', '-+', ' ', '- ', 'x', '_', '!', '.', '~', '-x', '%']
const ORDERINGS = [
  ...SIGNS.flatMap((sign) => [`${sign}title`, `${sign}id`, `title${sign}`]),
  ...[
    'completed',
    'description',
    'ownerId',
    'owner_id',
    'pk',
    'created',
    'title desc',
    'title,-title',
  ],
  ...['title,title', 'x,title', 'title,x', ',title,', 'constructor', '__proto__', '-', 'title__x'],
]
const UNKNOWN = [
  'q',
  'Search',
  'search[]',
  'search__icontains',
  'title',
  'id',
  'completed[]',
  'user',
  'owner_id',
]

/** Every filter alone, with valid and invalid values, on the list and on single tasks. */
export function listsSession(): Session {
  const start = '2020-01-01T00:00:00Z'
  const [firsts, others] = [TASKS, TASKS.slice(0, 2)]
  const moves: Move[] = [
    { hook: { op: 'create_tasks', user: 'alice', tasks: firsts, start } },
    { hook: { op: 'create_tasks', user: 'bob', tasks: others, start } },
    ...MAKE_TOKENS,
  ]
  const orderings = { ordering: [...ORDERINGS, ...HOSTILE] }
  const filters = [...singles(FILTERS), ...singles({ search: WORDS }), ...singles(orderings)]
  const unknown = UNKNOWN.map((name): Pair[] => [[name, 'milk']])
  const all = [[], ...filters, ...unknown, ...twice(FILTERS)]
  moves.push({ burst: all.map((query) => list('alice', query)), inOrder: true })
  for (const name of ['bob', 'root']) {
    moves.push({ burst: singles(FILTERS).map((query) => list(name, query)), inOrder: true })
  }
  moves.push(...details())
  return { seed: 0, skip: SKIP, moves }
}

function singles(values: Record<string, string[]>): Pair[][] {
  return Object.entries(values).flatMap(([name, texts]) =>
    texts.map((text): Pair[] => [[name, text]]),
  )
}

/** Each parameter twice. The last value counts. */
export function twice(values: Record<string, string[]>): Pair[][] {
  return Object.entries(values).flatMap(([name, [first = '', second = '']]) => [
    [
      [name, first],
      [name, second],
    ] as Pair[],
    [
      [name, second],
      [name, first],
    ] as Pair[],
  ])
}

function list(name: string, query: Pair[]): Ask {
  return { method: 'GET', path: '/api/v2/tasks/', query, ...byToken(name) }
}

const DETAIL: Pair[][] = [
  [['completed', 'false']],
  [['search', 'zebra']],
  [['created_at__gte', 'x']],
  [['created_at__lte', '2019-01-01']],
  [['owner', '97']],
  [['ordering', 'nonsense']],
  [['search', 'lter']],
]

/** Filters on a single task: the user's own, another user's, and one that does not exist. */
function details(): Move[] {
  return DETAIL.flatMap((query): Move[] => {
    const asks = ['1', String(TASKS.length + 1), '999'].flatMap((id) =>
      ['GET', 'HEAD', 'OPTIONS', 'PATCH', 'PUT', 'DELETE'].map((method): Ask => {
        const json = method.startsWith('P') ? { json: { title: 'Älter werden' } } : {}
        return { method, path: `/api/v2/tasks/${id}/`, query, ...json, ...byToken('alice') }
      }),
    )
    const isThere = query[0]?.[1] === 'lter' || ['owner', 'ordering'].includes(query[0]?.[0] ?? '')
    // A deleted task cannot show whether the next filter works.
    const burst = isThere ? asks.filter(({ method }) => method !== 'DELETE') : asks
    return [{ hook: { op: 'reset_throttles' } }, { burst, inOrder: true }]
  })
}
