import { setImmediate } from 'node:timers/promises'
import { expectAnswer, expectFailure, failHook, hook, hookIfOffered } from './client.ts'
import type { Answer } from './exchange.ts'
import type { Expected } from './expectation.ts'
import { expectStored, storedNow } from './stored.ts'
import { takeTreeError } from './target.ts'
import { AT_LEAST_1 } from './value-like.ts'

/** Prepares a request, and returns a function that sends it. */
export type Prepare = () => Promise<() => Promise<Answer>>

/**
 * Fails the check unless every failing database call makes the request fail, without storing
 * anything.
 *
 * @param expected the response when no call fails
 * @param table only calls on this table count
 */
export async function failEachCall(
  prepare: Prepare,
  expected: Expected,
  table?: string,
): Promise<void> {
  for (const call of await callsOf(prepare, expected, { table })) {
    const send = await prepare()
    const before = await storedNow()
    await hook({ op: 'set_fault', call, fault: 'fails' })
    expectFailure(await send())
    await expectStored(before)
  }
}

/** Fails the check unless the response waits for every slow database call. */
export async function delayEachCall(
  prepare: Prepare,
  expected: Expected,
  table?: string,
): Promise<void> {
  for (const call of await callsOf(prepare, expected, { table })) {
    const send = await prepare()
    await hook({ op: 'set_fault', call, fault: 'slow' })
    expectAnswer(await send(), expected)
    // A call that was not awaited throws.
    await expectStored(await storedNow())
  }
}

/**
 * Sends a request, and a second one while the first waits for a read. It repeats this for each
 * read of the first.
 *
 * @param examine checks both responses
 */
export async function meetAtEachCall(
  prepare: () => Promise<[first: () => Promise<Answer>, second: () => Promise<Answer>]>,
  examine: (first: Answer, second: Answer) => Promise<void> | void,
): Promise<void> {
  const calls = await callsOf(
    async () => (await prepare())[0],
    { status: 200 },
    { operation: 'read' },
  )
  for (const call of calls) {
    const [sendFirst, sendSecond] = await prepare()
    await hook({ op: 'set_fault', call, fault: 'waits' })
    const first = sendFirst()
    await heldOrSettled(first)
    const second = sendSecond()
    // The second one may have to wait for a change of the first one.
    await Promise.race([second, patience()])
    await hook({ op: 'release_call' })
    await examine(await first, await second)
  }
}

/** How long the second request may take while the first one is held, in milliseconds. */
const PATIENCE = 20

/** A request of a tree in this process needs a tenth of these turns of the event loop. */
const TURNS = 1000

/**
 * On a busy machine, elapsed time is not enough: this process must have had the time to work, and
 * its garbage collector must not have used all of it.
 */
async function patience(): Promise<void> {
  const start = performance.now()
  const before = process.cpuUsage()
  const worked = () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  const hasTime = () => performance.now() - start >= PATIENCE && worked() >= PATIENCE
  for (let turns = 0; turns < TURNS || !hasTime(); turns += 1) await setImmediate()
}

async function heldOrSettled(work: Promise<unknown>): Promise<void> {
  let isSettled = false
  const settle = () => {
    isSettled = true
  }
  work.then(settle, settle)
  while (!isSettled) {
    const { body } = await hook({ op: 'database_calls' })
    if ((body as { isWaiting: boolean }).isWaiting) return
  }
}

interface Call {
  operation: 'read' | 'write'
  table: string
}

/** The numbers of the database calls of a request, which must work and make at least one such call. */
async function callsOf(
  prepare: Prepare,
  expected: Expected,
  which: Partial<Call>,
): Promise<number[]> {
  const send = await prepare()
  expectAnswer(await send(), expected)
  const answer = await hookIfOffered({ op: 'database_calls' })
  const { calls } = answer.body as { calls: Call[] }
  const { operation, table } = which
  const found = calls.flatMap((call, at) => {
    const matters =
      call.operation === (operation ?? call.operation) && call.table === (table ?? call.table)
    return matters ? [at + 1] : []
  })
  if (found.length > 0) return found
  // Without a call, nothing would be checked.
  const wanted = { ...which, calls: AT_LEAST_1 }
  return failHook('database_calls', { ...which, calls: 0 }, wanted, takeTreeError())
}
