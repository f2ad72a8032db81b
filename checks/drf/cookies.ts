import { parseSetCookie } from 'cookie'
import type { Cookie } from './recording.ts'
import type { RawAnswer } from './send-raw.ts'
import type { Variables } from './variables.ts'

/** The lines of `Set-Cookie`. */
function linesOf({ headers }: RawAnswer): string[] {
  // Only this header can be a list.
  return [(headers['set-cookie'] as string | string[] | undefined) ?? []].flat()
}

/** The cookies that a response sets, as in the recording. Undefined if there are none. */
export function normalCookies(
  answer: RawAnswer,
  names: Map<string, { numberOf(value: string): number }>,
): Cookie[] | undefined {
  const cookies = linesOf(answer).map((line) => {
    const { name, value = '', maxAge, expires, ...attributes } = parseSetCookie(line)
    const rest = Object.entries(attributes).map(([key, each]) => [key.toLowerCase(), each])
    const { samesite, ...others } = Object.fromEntries(rest)
    const known = { ...others, samesite: String(samesite).replace(/^l/, 'L') }
    if (maxAge === 0) return { name, ...known, deleted: true as const }
    const values = names.get(name)
    return { name, value: `<${name}:${values?.numberOf(value)}>`, 'max-age': maxAge, ...known }
  })
  return cookies.length === 0 ? undefined : cookies.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Stores the cookies of a response in the variables `{{jar.name}}`. */
export function keepCookies(answer: RawAnswer, jar: string, variables: Variables): void {
  for (const line of linesOf(answer)) {
    const { name, value = '', maxAge } = parseSetCookie(line)
    if (maxAge === 0) variables.delete(`${jar}.${name}`)
    else variables.set(`${jar}.${name}`, value)
  }
}

/** The `Cookie` header that a browser sends. */
export function cookieHeader(jar: string, variables: Variables): [string, string][] {
  const kept = [...variables].filter(([name]) => name.startsWith(`${jar}.`))
  const pairs = kept.map(([name, value]) => `${name.slice(jar.length + 1)}=${value}`)
  return pairs.length === 0 ? [] : [['Cookie', pairs.join('; ')]]
}
