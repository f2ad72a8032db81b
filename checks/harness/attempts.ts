import { CheckFailure } from './check-failure.ts'
import { expectAnswer, hook, send } from './client.ts'
import { type Answer, exchangesSoFar } from './exchange.ts'

/** So many seconds may a busy machine take to get here. */
const SLOW = 10

/** What the server believes: so many proxies of its own stand before it. */
export async function behindProxies(value: number): Promise<void> {
  await hook({ op: 'num_proxies', value })
}

/** Tries to log in, from an address that a proxy tells if there is one. */
export function login(json: unknown, address?: string): Promise<Answer> {
  const headers = address === undefined ? undefined : { 'X-Forwarded-For': address }
  return send('POST', '/api/v2/login/', { json, ...(headers && { headers }) })
}

/** Fails the check unless the request was throttled and told to wait for so long. */
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

/** Fails the check unless so many of the answers are others than 429. */
export function expectPassed(answers: Answer[], count: number): void {
  const passed = answers.filter(({ status }) => status !== 429)
  if (passed.length === count) return
  // Told is the first that should not have passed, or any that should.
  const wrong = passed[count] ?? answers.find(({ status }) => status === 429)
  const exchanges = exchangesSoFar()
  const others = exchanges.filter(({ answer }) => answer !== wrong)
  const last = exchanges.filter(({ answer }) => answer === wrong)
  const status = passed.length > count ? 429 : 400
  throw new CheckFailure([...others, ...last], [{ status }], undefined)
}
