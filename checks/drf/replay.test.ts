import { beforeAll, describe, expect, it } from 'vitest'
import { targetUrl } from '../harness/target.ts'
import { KNOWN_DIFFERENCES } from './known-differences.ts'
import { recording } from './recording.ts'
import { type Replay, replay, report, summary } from './replay.ts'

const MAX_KNOWN_DIFFERENCES = 5
const DEADLINE_MS = 120_000

let result: Replay

beforeAll(async () => {
  result = await replay(targetUrl, recording.scenarios, KNOWN_DIFFERENCES)
  console.log(summary(result))
}, DEADLINE_MS)

describe('the recorded answers of Django REST framework', () => {
  it('are the answers of the reference', () => {
    expect(result.disagreements.map(report).join('\n\n')).toBe('')
    expect(result.played).toBe(recording.scenarios.length)
  })

  it('agree nowhere that the table of known differences says they do not', () => {
    expect(result.stale).toEqual([])
  })

  it(`differ in at most ${MAX_KNOWN_DIFFERENCES} scenarios, each for a reason`, () => {
    const reasons = Object.values(KNOWN_DIFFERENCES)
    expect(reasons.length).toBeLessThanOrEqual(MAX_KNOWN_DIFFERENCES)
    for (const reason of reasons) expect(reason.split(' ').length).toBeGreaterThan(5)
  })
})
