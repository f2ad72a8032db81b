import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { advanceClock, now, resetClock, stopClock } from './clock.ts'
import { DateTimeField } from './db/fields.ts'
import { isoFormat } from './db/iso-format.ts'

describe('the clock', () => {
  afterEach(resetClock)

  it('shows the time of the server', () => {
    expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(1000)
  })

  it('moves forward by whole and fractional seconds, and back to the time of the server', () => {
    const start = Date.now()
    advanceClock(36_000)
    advanceClock(0.5)
    const ahead = now().getTime() - start
    expect(ahead).toBeGreaterThanOrEqual(36_000_500)
    expect(ahead).toBeLessThan(36_001_500)
    resetClock()
    expect(now().getTime() - start).toBeLessThan(1000)
  })

  it('can be stopped: each call then moves it by a millisecond', async () => {
    advanceClock(5)
    stopClock()
    const start = now().getTime()
    await setTimeout(20)
    expect(now().getTime()).toBe(start + 1)
    advanceClock(60)
    expect(now().getTime()).toBe(start + 60_002)
    resetClock()
    expect(Math.abs(now().getTime() - Date.now())).toBeLessThan(1000)
  })

  it('sets the creation time of new rows', () => {
    const { default: made } = new DateTimeField({ autoNowAdd: true })
    advanceClock(86_400)
    const earliest = isoFormat(now())
    const value = String(made?.())
    expect(value >= earliest && value <= isoFormat(now())).toBe(true)
  })
})
