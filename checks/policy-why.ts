import { type Cell, type Outcome, outcomeOf, type Rule } from './policy.ts'

/** The sentences of the outcomes for which a rule does not have one. */
const WHY: Record<Outcome, string> = {
  route: 'There is no view, so nothing is checked.',
  before: 'The view refuses the request before authentication.',
  authentication: 'A key that is not valid gets 401, whatever the view allows.',
  permission: 'The view is for authenticated users only.',
  throttle: 'There were too many requests.',
  method: 'The view does not have this method.',
  object: 'The task belongs to another user.',
  missing: 'A task that the filter hides does not exist: 404, not 403.',
  allowed: 'The view allows this request.',
}

/** Why a request gets this response, in a sentence. Authentication comes before every rule. */
export function whyOf({ why }: Pick<Rule, 'why'>, cell: Cell): string {
  const outcome = outcomeOf(cell)
  return (outcome === 'authentication' ? undefined : why[outcome]) ?? WHY[outcome]
}
