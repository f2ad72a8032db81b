import { expectAnswer, hook } from './client.ts'

let passed = 0

/** Lets so many seconds pass at once. */
export async function letPass(seconds: number): Promise<void> {
  passed += seconds
  expectAnswer(await hook({ op: 'advance_clock', seconds }), { status: 200 })
}

/** Sets the target's clock right again: a later check must not find its rows dated in the future. */
export async function takeBackTime(): Promise<void> {
  if (passed !== 0) await hook({ op: 'advance_clock', seconds: -passed })
  passed = 0
}
