import type { Order, Query, Row, Test } from './backend.ts'

/** Whether the row matches the tests. */
export function isChosen(row: Row, where: Query['where']): boolean {
  return where.every((tests) => tests.some((test) => passes(row[test.column], test)))
}

function passes(actual: unknown, { is, value }: Test): boolean {
  if (is === 'equals') return actual === value
  if (actual === null) return false
  if (is === 'contains') return fold(String(actual)).includes(fold(String(value)))
  const order = compareValues(actual, value)
  if (is === 'atLeast') return order >= 0
  if (is === 'atMost') return order <= 0
  return is === 'above' ? order > 0 : order < 0
}

/** Databases disagree on the case of letters beyond ASCII, so only ASCII is folded. */
export function fold(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Compares two rows by an order. */
export function compareRows(a: Row, b: Row, order: readonly Order[]): number {
  for (const { column, isDescending } of order) {
    const difference = compareValues(a[column], b[column])
    if (difference !== 0) return isDescending ? -difference : difference
  }
  return 0
}

function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0
  // As in PostgreSQL, null comes last.
  if (a === null || b === null) return a === null ? 1 : -1
  if (typeof a !== 'string' || typeof b !== 'string') return Number(a) - Number(b)
  // `12:00:00Z` is before `12:00:00.5Z`, although `Z` comes after the point.
  return a.length !== b.length && MOMENT.test(a) && MOMENT.test(b)
    ? compareTexts(a.slice(0, -1), b.slice(0, -1))
    : compareTexts(a, b)
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** By code point: surrogates stand for characters after U+FFFF. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at += 1) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
