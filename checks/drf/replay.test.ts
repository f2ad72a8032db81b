import { describe, expect, it } from 'vitest'
import { subjectUrl } from '../harness/subject.ts'
import { KNOWN_DIFFERENCES } from './known-differences.ts'
import { recording } from './recording.ts'
import { replay, report, summary } from './replay.ts'

const MAX_KNOWN_DIFFERENCES = 5
const TIMEOUT_MS = 120_000

describe(
  'the recorded answers of Django REST framework',
  async () => {
    const result = await replay(subjectUrl, recording.scenarios, KNOWN_DIFFERENCES)

    it(summary(result), () => {
      console.log(summary(result))
      expect(result.disagreements.map(report).join('\n\n')).toBe('')
      expect(result.played).toBe(recording.scenarios.length)
    })

    it('has no known difference that has gone', () => {
      expect(result.stale).toEqual([])
    })

    it(`has at most ${MAX_KNOWN_DIFFERENCES} known differences, each with a reason`, () => {
      const reasons = Object.values(KNOWN_DIFFERENCES)
      expect(reasons.length).toBeLessThanOrEqual(MAX_KNOWN_DIFFERENCES)
      for (const reason of reasons) expect(reason.length).toBeGreaterThan(20)
    })
  },
  TIMEOUT_MS,
)
