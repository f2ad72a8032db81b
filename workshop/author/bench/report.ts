import { cpus } from 'node:os'
import type { Results } from './compare.ts'
import type { Growth } from './grow.ts'
import { type Result, ratio } from './measure.ts'
import { ROWS, type RowName } from './rows.ts'

/** The tables in Markdown, with the machine and the date, and whether the goals are reached. */
export function report(results: Results, growth: Growth, date: Date): string {
  return [
    `Measured on ${date.toISOString().slice(0, 10)}: ${machine()}. Requests a second over loopback, the load and`,
    'the server on the same machine; medians of alternating rounds, and how far a round lies from them at most.',
    'Ratios are medians of the ratios of each round, whose loads follow each other within seconds.',
    '',
    comparisonTable(results),
    '',
    'node:http and Express send the same answer without any logic; passport-http-bearer does the same look-ups.',
    '',
    growthTable(growth),
    '',
    ...goals(results, growth).map(({ goal, found, reached }) => {
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

function growthTable({ rows, sizes, writePerRequest }: Growth): string {
  const names = [...rows.keys()]
  const lines = [...sizes].map(([records, { file, memory }]) => [
    records.toLocaleString('en'),
    ...names.map((name) => cell(rows.get(name)?.get(records))),
    `${file} MB`,
    `${memory} MB`,
  ])
  const head = ['records', ...names.map((name) => ROWS[name].name), 'file', 'memory']
  const slow = ['lowdb, a write per request, 10,000']
  lines.push([
    ...slow,
    ...names.map((name) => (name === 'create' ? cell(writePerRequest) : '')),
    '',
    '',
  ])
  return table(head, lines)
}

/** What was set out to be reached, and what was. */
export function goals(results: Results, { rows, writePerRequest, p99 }: Growth) {
  const me = results.get('me')
  const at = (row: RowName, records: number) => rows.get(row)?.get(records)
  const grown = (row: RowName) => ratio(at(row, 100_000), at(row, 100))
  const express = ratio(me?.get('reference'), me?.get('Express 5'))
  const passport = ratio(me?.get('reference'), me?.get('passport-http-bearer'))
  const flat = Math.min(grown('me'), grown('list'))
  const grouped = ratio(at('create', 10_000), writePerRequest)
  const slower = 1 / grown('create')
  return [
    goal('GET /api/me/ at 0.9 of Express without logic', express >= 0.9, times(express)),
    goal('GET /api/me/ ahead of passport-http-bearer', passport > 1, times(passport)),
    goal('reads as fast at 100,000 records as at 100, within a tenth', flat >= 0.9, times(flat)),
    goal('creates 20 times those of a write per request at 10,000', grouped >= 20, times(grouped)),
    goal('a create at 100,000 records no slower than 5 at 100', slower <= 5, times(slower)),
    goal(
      '99 of 100 GET /api/me/ within 25 ms, or twice the idle time, while 50 log in',
      p99.besideLogins <= Math.max(25, 2 * p99.alone),
      `${p99.besideLogins} ms, alone ${p99.alone} ms`,
    ),
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
