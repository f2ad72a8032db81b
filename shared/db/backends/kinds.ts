import type { Column, Kind } from './backend.ts'

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/

const TESTS: Record<Kind, (value: unknown) => boolean> = {
  integer: Number.isSafeInteger,
  text: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  moment: (value) =>
    typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value)),
}

/** All kinds of columns. */
export const KINDS = Object.keys(TESTS) as Kind[]

/** Whether the column can hold the value. */
export function holds({ kind, null: nullable }: Column, value: unknown): boolean {
  return value === null ? nullable === true : TESTS[kind](value)
}
