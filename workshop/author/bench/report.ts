import { cpus } from 'node:os'
import type { Results } from './compare.ts'
import type { Growth } from './grow.ts'
import { cpuRatio, type Result, ratio } from './measure.ts'
import type { OnPostgresql } from './on-postgresql.ts'
import { ROWS, type RowName } from './rows.ts'

/** The tables in Markdown, with the machine, the date and the goals. */
export function report(
  results: Results,
  growth: Growth,
  onPostgresql: OnPostgresql | undefined,
  date: Date,
): string {
  return [
    `Measured on ${date.toISOString().slice(0, 10)}: ${machine()}. Requests per second over loopback, with the load and`,
    'the server on the same machine: the median of alternating rounds, and the largest distance of a round from it.',
    'Ratios are medians of the ratios of each round, in which the servers are measured within seconds of each other.',
    '',
    comparisonTable(results),
    '',
    'node:http and Express send the same response without any logic; passport-http-bearer does the same lookups.',
    '',
    growthTable(growth),
    '',
    ...postgresqlSection(onPostgresql),
    '',
    ...goals(results, growth, onPostgresql).map(({ goal, found, reached }) => {
      return `- ${reached ? 'Reached' : 'Missed'}: ${goal}; measured: ${found}.`
    }),
  ].join('\n')
}

function machine(): string {
  const processors = cpus()
  return `Node ${process.versions.node}, ${processors.length} × ${processors[0]?.model.trim()}, ${process.platform}`
}

function comparisonTable(results: Results): string {
  const names = [...new Set([...results.values()].flatMap((row) => [...row.keys()]))]
  const rows = [...results.keys()]
  const lines = names.map((name) => [
    name === 'reference' ? '**this API**' : name,
    ...rows.map((row) => cell(results.get(row)?.get(name))),
  ])
  return table(['', ...rows.map((row) => ROWS[row].name)], lines)
}

function postgresqlSection(found: OnPostgresql | undefined): string[] {
  if (!found) return ['PostgreSQL is not installed on this machine, so it was not measured.']
  const rows = [...found.rows.keys()]
  const names = [...(found.rows.get('me')?.keys() ?? [])]
  const lines = names.map((name) => [
    name === 'DRF' ? DRF : describe(name),
    ...rows.map((row) => cell(found.rows.get(row)?.get(name))),
  ])
  return [
    `On ${found.server}, with \`fsync\` on, as in production:`,
    '',
    table(['processes, records', ...rows.map((row) => ROWS[row].name)], lines),
  ]
}

const DRF = 'Django REST framework, gunicorn with 2 workers of 4 threads, 10,000'

function describe(name: string): string {
  const [processes, records] = name.split(' × ')
  return `${processes}, ${Number(records).toLocaleString('en')}`
}

function growthTable({ rows, left, writePerRequest }: Growth): string {
  const names = [...rows.keys()]
  const lines = [...left].map(([records, { file, memory, fold }]) => [
    records.toLocaleString('en'),
    ...names.map((name) => cell(rows.get(name)?.get(records))),
    `${file} MB`,
    `${memory} MB`,
    `${fold} ms`,
  ])
  const head = [
    'records',
    ...names.map((name) => ROWS[name].name),
    'file',
    'memory',
    'rewriting the file',
  ]
  const slow = ['lowdb, a write per request, 10,000']
  lines.push([
    ...slow,
    ...names.map((name) => (name === 'create' ? cell(writePerRequest) : '')),
    '',
    '',
    '',
  ])
  return table(head, lines)
}

/** The goals, each with the measured value. */
export function goals(
  results: Results,
  { rows, writePerRequest, p99 }: Growth,
  onPostgresql?: OnPostgresql,
) {
  const me = results.get('me')
  const at = (row: RowName, records: number) => rows.get(row)?.get(records)
  const grown = (row: RowName) => ratio(at(row, 100_000), at(row, 100))
  const express = cpuRatio(me?.get('reference'), me?.get('Express 5'))
  const loaded = ratio(me?.get('reference'), me?.get('Express 5'))
  const passport = ratio(me?.get('reference'), me?.get('passport-http-bearer'))
  const flat = Math.min(grown('me'), grown('list'))
  const grouped = ratio(at('create', 10_000), writePerRequest)
  const slower = 1 / grown('create')
  return [
    goal(
      'GET /api/me/ at least 0.95 times Express without logic, by processor time for each request',
      express >= 0.95,
      `${times(express)}, by requests per second ${times(loaded)}`,
    ),
    goal('GET /api/me/ faster than passport-http-bearer', passport > 1, times(passport)),
    goal('reads at 100,000 records at least 0.9 times as fast as at 100', flat >= 0.9, times(flat)),
    goal(
      'creates at 10,000 records at least 40 times as fast as with one write per request',
      grouped >= 40,
      times(grouped),
    ),
    goal(
      'a create at 100,000 records takes at most 1.5 times as long as at 100',
      slower <= 1.5,
      times(slower),
    ),
    goal(
      '99 of 100 GET /api/me/ within 25 ms, or twice the idle time, during 50 logins',
      p99.besideLogins <= Math.max(25, 2 * p99.alone),
      `${p99.besideLogins} ms, alone ${p99.alone} ms`,
    ),
    ...(onPostgresql ? postgresqlGoals(onPostgresql) : []),
  ]
}

function postgresqlGoals({ rows }: OnPostgresql) {
  const names = [...rows.keys()]
  const slowest = (first: string, second: string) =>
    Math.min(...names.map((row) => ratio(rows.get(row)?.get(first), rows.get(row)?.get(second))))
  const grown = 1 / slowest('1 × 100000', '1 × 100')
  const drf = slowest('2 × 10000', 'DRF')
  const flat =
    'on PostgreSQL, reads and creates at 100,000 records take at most 1.5 times as long as at 100'
  const faster =
    'on PostgreSQL, each at least 5 times as fast as Django REST framework, with two processes each'
  return [
    goal(flat, grown <= 1.5, times(grown)),
    ...(Number.isNaN(drf) ? [] : [goal(faster, drf >= 5, times(drf))]),
  ]
}

function goal(name: string, reached: boolean, found: string) {
  return { goal: name, reached, found }
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)} times`
}

function cell(result: Result | undefined): string {
  if (!result) return ''
  return `${Math.round(result.perSecond).toLocaleString('en')} ±${Math.round(result.spread * 100)} %`
}

function table(head: string[], lines: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [line(head), line(rule), ...lines.map(line)].join('\n')
}
