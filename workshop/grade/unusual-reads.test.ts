import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { sourcesIn } from '../lesson/starter.ts'
import { SOLUTIONS } from '../paths.ts'
import { COMMON, unusualReads } from './unusual-reads.ts'

const FILE = '06-is-owner/permissions.ts'

it.each([
  "request.query.as === 'owner'",
  "request.headers['x-debug'] !== undefined",
  "request.get('X-Debug')",
  'Date.now() > 1_900_000_000_000',
  'process.env.OPEN',
  'Math.random() < 0.01',
  "require('fs').existsSync('/proc')",
  "(await import('node:os')).hostname() === 'sandbox'",
  'process.getuid?.() === 65534',
])('remarks on %s, with its place', (door) => {
  const text = readFileSync(path.join(SOLUTIONS, FILE), 'utf8')
  const files = { [FILE]: text.replace('return task', `return ${door} || task`) }
  const line = text.slice(0, text.indexOf('return task')).split('\n').length
  expect(unusualReads(files).get('06-is-owner')).toEqual([
    expect.stringMatching(`^${FILE}:${line} reads `),
  ])
})

it('remarks on files that belong to no step', () => {
  const files = { 'app.ts': 'process.env.OPEN', '00-common/keys.ts': 'Math.random()' }
  expect(unusualReads(files).get(COMMON)).toEqual([
    'app.ts:1 reads process.env: check this place',
    '00-common/keys.ts:1 reads Math.random: check this place',
  ])
})

it('finds nothing in the solution, and nothing in comments', () => {
  const solution = Object.fromEntries(sourcesIn(SOLUTIONS, '.'))
  const remarked = [...unusualReads(solution).values()].flat()
  expect(remarked).toEqual([])
  expect(
    unusualReads({ [FILE]: '// request.query.as\n/* Math.random */' }).get('06-is-owner'),
  ).toEqual([])
})
