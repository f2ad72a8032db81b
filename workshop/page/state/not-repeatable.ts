import { hookWords } from '../../failure/hook-words.ts'
import type { Failure } from '../../runner/report.ts'

/** The hooks that only look something up, or create what the users of the console have too. */
const HARMLESS = new Set([
  'create_user',
  'create_inactive_user',
  'set_active',
  'set_staff',
  'create_token',
  'v2_token',
  'v2_create_token',
  'count',
  'token',
  'token_created',
  'count_hashes',
  'key_randomness',
  'reset_throttles',
  'v2_tokens',
  'v2_stored',
  'v2_randomness',
  'v2_comparisons',
  'asked_classes',
  'rows',
  'database_calls',
  'sessions',
  'stricter_than_drf',
])

/** Why the console cannot repeat the request of a check, in a sentence. Undefined if it can. */
export function notRepeatable({ exchanges }: Pick<Failure, 'exchanges'>): string | undefined {
  const hooks = exchanges.flatMap((each) => ('hook' in each ? [each.hook] : []))
  const found = hooks.find(({ op }) => !HARMLESS.has(op))
  return (
    found && `Try your API cannot repeat this request: before it, the check ${hookWords(found)}.`
  )
}
