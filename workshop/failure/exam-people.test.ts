import { expect, it } from 'vitest'
import { enumerated } from '../../checks/exam/enumerated/sessions.ts'
import { generate } from '../../checks/exam/generate.ts'
import type { Entry } from '../../checks/exam/play.ts'
import type { Session } from '../../checks/exam/session.ts'
import { peopleNote, shownVariable, VARIABLE } from './exam-people.ts'
import { explainExam } from './explain-exam.ts'

const LAST = 12
const sessions = [
  ...Array.from({ length: 200 }, (_, seed) => generate(seed, LAST)),
  ...enumerated(LAST).map((make) => make(LAST)),
]
const nothing: Entry = { answers: [], effects: [], hashes: 0, errors: [] }
/** A name that the note explains. */
const EXPLAINED = /(?<=Replace )\S+|\S+(?= is the (?:key|newest|session|stored))/g

function toldOf(session: Session) {
  const move = session.moves.length - 1
  const difference = { session, move, before: [], expected: nothing, actual: nothing }
  const { before = [], sent = '', note = '' } = explainExam(difference, 'http://127.0.0.1:8000')
  return { lines: [...before, sent].join('\n'), note }
}

const sorted = (names: Iterable<string>) => [...new Set(names)].sort()

it('explains exactly the names that stand for a value in the lines', () => {
  for (const session of sessions) {
    const { lines, note } = toldOf(session)
    const variables = JSON.stringify(session.moves).matchAll(VARIABLE)
    const shown = sorted(
      [...variables].map(([, name = '', which = '']) => shownVariable(name, which)),
    )
    expect(sorted(note.match(EXPLAINED) ?? []), lines).toEqual(shown)
  }
})

it('names only users that occur', () => {
  const hook = { op: 'set_staff', user: 'bob', value: true }
  expect(peopleNote([{ hook }])).toBe('The users: bob (password bob-pass-1).')
  expect(peopleNote([{ ask: { method: 'GET', path: '/api/tasks/' } }])).toBeUndefined()
})
