import { CheckFailure } from './check-failure.ts'
import { expectAnswer, hook, send } from './client.ts'
import { type Answer, exchangesSoFar } from './exchange.ts'

/** How many seconds a busy machine can take to get here. */
const SLOW = 10

/** Tells the server how many of its own proxies are in front of it. */
export async function behindProxies(value: number): Promise<void> {
  await hook({ op: 'num_proxies', value })
}

/** Tries to log in, from an address that a proxy adds, if one is given. */
export function login(json: unknown, address?: string): Promise<Answer> {
  const headers = address === undefined ? undefined : { 'X-Forwarded-For': address }
  return send('POST', '/api/v2/login/', { json, ...(headers && { headers }) })
}

/** Fails the check unless the request was throttled, with this wait. */
export function expectThrottled(answer: Answer, seconds: number): void {
  const told = Number(answer.headers['retry-after'])
  const wait = told >= 1 && told <= seconds && told > seconds - SLOW ? told : seconds
  const unit = wait === 1 ? 'second' : 'seconds'
  expectAnswer(answer, {
    status: 429,
    headers: { 'Retry-After': String(wait) },
    body: { detail: `Request was throttled. Expected available in ${wait} ${unit}.` },
  })
}

/** Fails the check unless exactly this many of the responses are not 429. */
export function expectPassed(answers: Answer[], count: number): void {
  const passed = answers.filter(({ status }) => status !== 429)
  if (passed.length === count) return
  // Reports the first that should have been refused, or any that should have been allowed.
  const wrong = passed[count] ?? answers.find(({ status }) => status === 429)
  const exchanges = exchangesSoFar()
  const others = exchanges.filter(({ answer }) => answer !== wrong)
  const last = exchanges.filter(({ answer }) => answer === wrong)
  const status = passed.length > count ? 429 : 400
  throw new CheckFailure([...others, ...last], [{ status }], undefined)
}
