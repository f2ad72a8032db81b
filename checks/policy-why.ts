import type { Cell, Rule } from './policy.ts'

const REFUSED_KEY = 'A key that is not valid gets 401, whatever the view allows.'

/** Why a request gets its response, in a sentence. Authentication comes before every rule. */
export function whyOf({ why }: Pick<Rule, 'why'>, { by }: Pick<Cell, 'by'>): string {
  return by === 'authentication' ? REFUSED_KEY : why
}
