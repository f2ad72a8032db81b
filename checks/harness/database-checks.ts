import { setImmediate } from 'node:timers/promises'
import { expectAnswer, expectFailure, hook, hookIfOffered } from './client.ts'
import type { Answer } from './exchange.ts'
import type { Expected } from './expectation.ts'
import { expectStored, storedNow } from './stored.ts'

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
  for (const call of await callsOf(prepare, expected, isIn(table))) {
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
  for (const call of await callsOf(prepare, expected, isIn(table))) {
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
  const isRead = ({ operation }: Call) => operation === 'read'
  const calls = await callsOf(async () => (await prepare())[0], { status: 200 }, isRead)
  for (const call of calls) {
    const [sendFirst, sendSecond] = await prepare()
    await hook({ op: 'set_fault', call, fault: 'waits' })
    const first = sendFirst()
    await heldOrSettled(first)
    const second = sendSecond()
    // It can itself have to wait for a change of the first one.
    await Promise.race([second, patience()])
    await hook({ op: 'release_call' })
    await examine(await first, await second)
  }
}

/** How long the second request may take while the first one is held, in milliseconds. */
const PATIENCE = 20

/** On a busy machine, elapsed time is not enough: this process must have had the time to work. */
async function patience(): Promise<void> {
  const start = performance.now()
  const before = process.cpuUsage()
  const worked = () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  while (performance.now() - start < PATIENCE || worked() < PATIENCE) await setImmediate()
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

function isIn(table: string | undefined): (call: Call) => boolean {
  return (call) => table === undefined || call.table === table
}

/** The numbers of the relevant database calls of a request, which must work. */
async function callsOf(
  prepare: Prepare,
  expected: Expected,
  matters: (call: Call) => boolean,
): Promise<number[]> {
  const send = await prepare()
  expectAnswer(await send(), expected)
  const { body } = await hookIfOffered({ op: 'database_calls' })
  const { calls } = body as { calls: Call[] }
  return calls.flatMap((call, at) => (matters(call) ? [at + 1] : []))
}
