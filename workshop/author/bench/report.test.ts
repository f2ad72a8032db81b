import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Results } from './compare.ts'
import type { Growth } from './grow.ts'
import { cpuRatio, type Result, ratio, summarize } from './measure.ts'
import { goals, report } from './report.ts'
import { ROWS, type RowName } from './rows.ts'
import { writeSection } from './write-section.ts'

const result = (perSecond: number) => ({
  rounds: [perSecond],
  perSecond,
  spread: 0.04,
  cpu: [1e6 / perSecond],
  p99: 1,
})

function growth(create: number, logins: number): Growth {
  const rows = Object.keys(ROWS) as RowName[]
  const sizes = [100, 10_000, 100_000]
  return {
    rows: new Map(rows.map((row) => [row, new Map(sizes.map((size) => [size, result(create)]))])),
    writePerRequest: result(25),
    left: new Map(sizes.map((size) => [size, { file: 1, memory: 2, fold: 3 }])),
    p99: { alone: 2, besideLogins: logins },
  }
}

function comparison(express: number, passport: number): Results {
  const servers = { reference: 1000, 'Express 5': express, 'passport-http-bearer': passport }
  return new Map([
    ['me', new Map(Object.entries(servers).map(([name, value]) => [name, result(value)]))],
  ])
}

const reached = (results: Results, grown: Growth) =>
  goals(results, grown).map(({ reached }) => reached)

it('distinguishes reached and missed goals', () => {
  expect(reached(comparison(1050, 900), growth(1000, 25))).toEqual(Array(6).fill(true))
  expect(reached(comparison(1200, 1001), growth(999, 26))).toEqual([
    false,
    false,
    true,
    false,
    true,
    false,
  ])
})

it('shows medians and spreads in tables', () => {
  const text = report(comparison(1100, 900), growth(1000, 25), undefined, new Date('2026-01-31'))
  expect(text).toContain('Measured on 2026-01-31: Node ')
  expect(text).toContain('| **this API** | 1,000 ±4 % |')
  expect(text).toMatch(/\| 100,000 \| (1,000 ±4 % \| ){4}1 MB \| 2 MB \| 3 ms \|/)
  expect(text).toContain('PostgreSQL is not installed')
})

it('compares processes and sizes on PostgreSQL, and Django REST framework', () => {
  const measured = (large: number) => ({
    server: 'postgres (PostgreSQL) 15.1',
    rows: new Map<RowName, Map<string, Result>>([
      [
        'me',
        new Map([
          ['1 × 100', result(1500)],
          ['1 × 100000', result(large)],
          ['2 × 10000', result(1000)],
          ['DRF', result(200)],
        ]),
      ],
    ]),
  })
  const two = (large: number) =>
    goals(comparison(1050, 900), growth(1000, 25), measured(large)).slice(6)
  expect(two(1000).map(({ reached }) => reached)).toEqual([true, true])
  expect(two(990).map(({ reached }) => reached)).toEqual([false, true])
  const text = report(comparison(1100, 900), growth(1000, 25), measured(1000), new Date())
  expect(text).toContain('| 1, 100,000 | 1,000 ±4 % |')
})

it('reports the median of the rounds, and the distance of the farthest round', () => {
  const rounds = [90, 100, 104].map((perSecond, n) => ({ perSecond, cpu: n, p99: n }))
  expect(summarize(rounds)).toEqual({
    rounds: [90, 100, 104],
    perSecond: 100,
    spread: 0.1,
    cpu: [0, 1, 2],
    p99: 1,
  })
})

it('compares the servers in each round, so that a machine that slows down favours none', () => {
  const of = (perSecond: number[]) =>
    summarize(perSecond.map((each) => ({ perSecond: each, cpu: each, p99: 1 })))
  expect(ratio(of([90, 45, 30]), of([100, 50, 25]))).toBe(0.9)
  expect(cpuRatio(of([100, 50, 25]), of([90, 45, 30]))).toBe(0.9)
})

it('writes between the markers, and nowhere else', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'section-'))
  const file = path.join(folder, 'README.md')
  writeFileSync(file, 'a\n<!-- bench:start -->\nold\n<!-- bench:end -->\nb\n')
  expect(writeSection(file, '$& new')).toBe(true)
  expect(writeSection(file, '$& newer')).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe(
    'a\n<!-- bench:start -->\n$& newer\n<!-- bench:end -->\nb\n',
  )
  writeFileSync(file, 'no markers')
  expect(writeSection(file, 'new')).toBe(false)
  rmSync(folder, { recursive: true })
})
