import { describe, expect, it } from 'vitest'
import { JsonNumber } from './json-number.ts'

/** What Python 3.11 returns for it: `str(json.loads(text))`. */
const PYTHON = {
  '0': '0',
  '-0': '0',
  '-12': '-12',
  '9007199254740993': '9007199254740993',
  '123456789012345678901234567890': '123456789012345678901234567890',
  '1.0': '1.0',
  '-0.0': '-0.0',
  '-12.50': '-12.5',
  '123456789.125': '123456789.125',
  '1e5': '100000.0',
  '1E+2': '100.0',
  '1e15': '1000000000000000.0',
  '1e16': '1e+16',
  '100000000000000000000.0': '1e+20',
  '1.5e300': '1.5e+300',
  '0.0001': '0.0001',
  '0.00001': '1e-05',
  '2.5e-7': '2.5e-07',
  '5e-324': '5e-324',
  '1e400': 'inf',
  '-1e400': '-inf',
  '1e-400': '0.0',
}

describe('JsonNumber', () => {
  it.each(Object.entries(PYTHON))('writes %s as %s', (text, written) => {
    expect(String(new JsonNumber(text))).toBe(written)
  })

  it('distinguishes integers and fractions by their notation', () => {
    expect(new JsonNumber('1').isInteger).toBe(true)
    for (const text of ['1.0', '1e0', '-0.0']) expect(new JsonNumber(text).isInteger).toBe(false)
  })

  it('accepts an integer of 4300 digits, and none that is longer', () => {
    expect(String(new JsonNumber(`-${'1'.repeat(4300)}`))).toHaveLength(4301)
    expect(() => new JsonNumber('1'.repeat(4301))).toThrow(RangeError)
    expect(String(new JsonNumber(`0.${'1'.repeat(5000)}`))).toBe('0.1111111111111111')
  })
})
