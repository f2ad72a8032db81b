import { expect, it } from 'vitest'
import { onlyName } from './only-name.ts'
import { UsageError } from './run-command.ts'

it('returns the name, or undefined if there is none', () => {
  expect(onlyName(['05'])).toBe('05')
  expect(onlyName([])).toBeUndefined()
})

it('refuses several names, of which a command would use only the first', () => {
  expect(() => onlyName(['05', '06'])).toThrow(UsageError)
  expect(() => onlyName(['05', '06', '07'])).toThrow('takes one name, not 3: 05 06 07')
})
