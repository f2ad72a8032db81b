import { createRequire } from 'node:module'
import { expect, it } from 'vitest'

interface Entry {
  version?: string
  optional?: boolean
  peer?: boolean
}
const { differenceOf } = createRequire(import.meta.url)('./run.cjs') as {
  differenceOf: (
    locked: Record<string, Entry>,
    installed?: Record<string, Entry>,
  ) => string | undefined
}

const locked = {
  '': {},
  'node_modules/a': { version: '1.0.0' },
  'node_modules/for-windows': { version: '1.0.0', optional: true },
}

it('finds nothing to install when every package has the version that is locked', () => {
  expect(differenceOf(locked, { 'node_modules/a': { version: '1.0.0' } })).toBeUndefined()
})

it('names what is missing or other than locked', () => {
  expect(differenceOf(locked, undefined)).toBe('node_modules')
  expect(differenceOf(locked, {})).toBe('node_modules/a')
  expect(differenceOf(locked, { 'node_modules/a': { version: '2.0.0' } })).toBe('node_modules/a')
})
