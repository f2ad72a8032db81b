import type { AskedHook } from '../../../checks/harness/exchange.ts'

/** The hooks that only look something up, or create what the users of the console have too. */
const HARMLESS = new Set([
  'create_user',
  'create_inactive_user',
  'set_active',
  'set_staff',
  'create_token',
  'delete_token',
  'v2_token',
  'v2_create_token',
  'count',
  'token',
  'token_created',
  'count_hashes',
  'key_randomness',
  'signal_key_randomness',
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

/**
 * Whether the console's users and data are the same as after this hook, for a request to this path.
 */
export function isHarmless(
  { op, value, how = 'create_user', expires_in, count = 1 }: AskedHook,
  path: string,
): boolean {
  // Other tasks do not matter for one task.
  if (op === 'create_tasks') return /\/tasks\/\d+\//.test(path)
  if (op === 'num_proxies' || op === 'https') return !value
  const isUsual = how === 'create_user' && expires_in === undefined && count === 1
  if (!HARMLESS.has(op) || !isUsual) return false
  return op.startsWith('set_') ? typeof value === 'boolean' : true
}
