import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { effects } from '../harness/effects.ts'
import { ACTORS, POLICY } from '../policy.ts'
import { pairsSession } from './enumerated/pairs.ts'
import { RightAnswers, Side, sit } from './exam.ts'
import { generate } from './generate.ts'
import { asksOf } from './session.ts'
import { serveTree } from './tree.ts'

const folder = path.join(import.meta.dirname, '..', '..', 'solutions')
const solution = new Side(() => serveTree({ folder }))
const answers = new RightAnswers(solution, 12)
/** The steps in which the mistakes below are. */
const partOne = new RightAnswers(solution, 7)

afterAll(() => answers.close())

/** The solution with one text replaced. */
function sideWith(file: string, find: string, replace: string): Side {
  const text = readFileSync(path.join(folder, file), 'utf8')
  expect(text.split(find)).toHaveLength(2)
  return new Side(() =>
    serveTree({ folder, files: new Map([[file, text.replace(find, () => replace)]]) }),
  )
}

it('generates the same session from the same seed, and a different one from another seed', () => {
  expect(generate(17, 7)).toEqual(generate(17, 7))
  expect(generate(17, 7)).not.toEqual(generate(18, 7))
  expect(JSON.parse(JSON.stringify(generate(17, 7)))).toEqual(generate(17, 7))
})

it('sends a request as every actor right after every other actor', () => {
  const { moves } = pairsSession(7)
  const bursts = moves.flatMap((move) => ('burst' in move ? [move.burst] : []))
  expect(bursts.length).toBeGreaterThan(0)
  for (const burst of bursts) {
    const names = burst.map(({ headers }) => JSON.stringify(headers))
    const met = new Set(names.slice(1).map((name, at) => `${names[at]} ${name}`))
    expect(met.size).toBe(Object.keys(ACTORS).length ** 2)
  }
})

it('leaves out the sessions of later steps', () => {
  const sessions = Array.from({ length: 50 }, (_, seed) => generate(seed, 2))
  const asked = JSON.stringify(sessions)
  expect(asked).toContain('/api/register/')
  expect(asked).not.toContain('set_classes')
})

it('finds no difference between the solution and itself', async () => {
  const side = new Side(() => serveTree({ folder }))
  const result = await sit(side, answers, { seed: 900, sessions: 10 })
  side.close()
  expect(result).toEqual({ played: 10 })
})

it('tries every cell of the policy table, and the solution responds as it says', async () => {
  const { session, right } = await answers.session(1, 0)
  const asked = session.moves.flatMap((move, at) => {
    return asksOf(move).map((ask, n) => ({ ask, status: right[at + 1]?.answers[n]?.status }))
  })
  for (const rule of POLICY) {
    const path = new RegExp(`^${rule.path.replace('{id}', '\\d\\d?')}$`)
    const statuses = asked
      .filter(({ ask }) => ask.method === rule.method && path.test(ask.path))
      .map(({ status }) => status)
    const expected = Object.values(rule.cells).map(({ status }) => status)
    // Some rules need a task that another rule creates, or a user who is logged in.
    expect(statuses, `${rule.method} ${rule.path}`).toEqual(expect.arrayContaining(expected))
    if (!ASKED_MORE.includes(rule.path)) expect(statuses.sort()).toEqual(expected.sort())
  }
})

const ASKED_MORE = ['/api/tasks/', '/api/v2/csrf/', '/api/v2/session/']

/** What is wrong, the file, the text, and its replacement. */
const WRONG: [what: string, file: string, find: string, replace: string][] = [
  [
    'a shortened key is accepted',
    '03-login/authentication.ts',
    "await Token.objects.selectRelated('user').find({ key })",
    "(await Token.objects.selectRelated('user').all()).find((each) => each.key.startsWith(key))",
  ],
  [
    'a promise allows the request',
    '04-default-permission/views.ts',
    'if (permission.hasPermission(request) !== true)',
    'if (!permission.hasPermission(request))',
  ],
  [
    'a logout succeeds although the database refuses it',
    '07-logout/views.ts',
    'await Token.objects.delete({ key: request.auth.key })',
    'await Token.objects.delete({ key: request.auth.key }).catch(() => {})',
  ],
  [
    'the process ends',
    '05-view-permissions/permissions.ts',
    'return request.user.isStaff',
    'if (!request.user.isStaff) process.exit(0)\n    return true',
  ],
  [
    'there is no response',
    '04-default-permission/views.ts',
    'if (permission.hasPermission(request) !== true) permissionDenied(request, permission.message)',
    'if (permission.hasPermission(request) !== true) return',
  ],
]
/** The shortest session has one or two moves. A search whose time is over ends before it finds it. */
const FEW = 6
/** Reducing a long session takes many runs, which can take minutes on a busy machine. */
const BUSY = 300_000

describe.each(WRONG)('when %s', (_, file, find, replace) => {
  it(
    'finds the difference, and shows it in a few moves',
    async () => {
      const side = sideWith(file, find, replace)
      const { difference } = await sit(side, partOne, { seed: 1, sessions: 200, shrinkFor: 10_000 })
      side.close()
      expect(difference?.session.moves.length).toBeLessThanOrEqual(FEW)
      expect(difference?.actual).not.toEqual(difference?.expected)
    },
    BUSY,
  )
})

it('reports why a tree cannot be loaded', async () => {
  const thrown = serveTree({ folder, files: new Map([['app.ts', "throw new Error('on load')"]]) })
  await expect(thrown).rejects.toThrow('on load')
  const wrong = serveTree({ folder, files: new Map([['app.ts', 'export const = 1']]) })
  await expect(wrong).rejects.toThrow('Expected identifier')
  const endless = serveTree({ folder, files: new Map([['app.ts', 'while (true) {}']]) })
  await expect(endless).rejects.toThrow('does not load in time')
})

it('describes effects in sentences', () => {
  const alice = { id: 1, username: 'alice', isStaff: false }
  const token = { key: 'k', userId: 1 }
  const task = { id: 7, ownerId: 1, title: 'Milk' }
  const before = { users: [alice], tokens: [token], tasks: [task] }
  const after = {
    users: [{ ...alice, isStaff: true }],
    tokens: [],
    tasks: [{ ...task, title: 'x' }],
  }
  expect(effects(before, after)).toEqual([
    'the user alice: isStaff is now true',
    "alice's token is gone",
    'task 7 of alice: title is now "x"',
  ])
  expect(effects(before, before)).toEqual([])
})
