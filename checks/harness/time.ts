import { expectAnswer, hook } from './client.ts'

let passed = 0

/** Moves the clock of the target forward. */
export async function letPass(seconds: number): Promise<void> {
  passed += seconds
  expectAnswer(await hook({ op: 'advance_clock', seconds }), { status: 200 })
}

/** Resets the clock of the target, so that later rows are not dated in the future. */
export async function takeBackTime(): Promise<void> {
  if (passed !== 0) await hook({ op: 'advance_clock', seconds: -passed })
  passed = 0
}
