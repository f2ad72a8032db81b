import type { Ask, Move, Pair, Session } from '../session.ts'
import { headersOf, MAKE_ACTORS, NEW_TASK, SKIP } from './actors.ts'
import { MAKE_TOKENS } from './v2-actors.ts'

const FIELDS = ['title', 'description', 'completed']
const VALUES: unknown[] = [
  ...['', ' ', 'x', '0', '  blanks ', 'Ünïcode 🥛', '<b>', 'y'.repeat(200), 'y'.repeat(201)],
  ...['true', 'false', 'True', 'on', 'off', 'yes', 'null', 'maybe', 'nul\u0000inside'],
  ...[0, 1, 2, -1, 1.5, true, false, null, [], ['x'], {}],
]
/** Two tasks that differ in every field. The values above then change each field both ways. */
const STATES = [
  { title: 'Milk', description: 'soon', completed: true },
  { title: 'Bread', description: '', completed: false },
]
/** In a form, a box that is not ticked is missing, and a field can come twice. */
const FORMS: Partial<Ask>[] = (
  [
    [['title', 'Tea']],
    [['description', '']],
    [['completed', 'false']],
    [
      ['title', 'first'],
      ['title', 'second'],
      ['completed', 'on'],
    ],
  ] satisfies Pair[][]
).map((form) => ({ form }))
/** Bodies that concern no single field. */
const BODIES: Partial<Ask>[] = [
  {},
  ...[{}, null, [], 'x', 7, [{ title: 'x' }], { title: 'Tea', completed: true }].map((json) => {
    return { json }
  }),
  ...['', '{', '{"title": "Tea"', '{"title": "Tea"} x', '{"title": "a", "title": "b"}'].map(
    (text) => {
      return { raw: { type: 'application/json', text } }
    },
  ),
  { raw: { type: 'text/plain', text: '{"title": "Tea"}' } },
  { raw: { type: 'application/json; charset=utf-8', text: '{"title": "Tea"}' } },
]

/** Writes every value to every field of a task, with every method that writes. */
export function valuesSession(upTo: number): Session {
  const moves: Move[] = [...MAKE_ACTORS, { ask: NEW_TASK }]
  if (upTo >= 8) moves.push(...MAKE_TOKENS)
  const roots: [string, object[]][] = [['/api/tasks/', STATES]]
  if (upTo >= 8) roots.push(['/api/v2/tasks/', STATES.slice(0, 1)])
  for (const [root, states] of roots) {
    const as = (method: string, path: string, body: Partial<Ask>): Ask => {
      return { method, path, headers: headersOf('owner'), ...body }
    }
    const written = (body: Partial<Ask>, state: object): Ask[] => [
      as('PUT', `${root}1/`, { json: state }),
      as('PATCH', `${root}1/`, body),
      as('PUT', `${root}1/`, body),
    ]
    for (const state of states) {
      for (const field of FIELDS) {
        const burst = VALUES.flatMap((value) => [
          ...written({ json: { [field]: value } }, state),
          as('POST', root, { json: { ...state, [field]: value } }),
        ])
        moves.push({ burst, inOrder: true })
      }
      const forms = [...FORMS, ...BODIES].flatMap((body) => [
        ...written(body, state),
        as('POST', root, body),
      ])
      moves.push({ burst: forms, inOrder: true })
    }
  }
  return { seed: 0, skip: SKIP, moves }
}
