import type { HookAnswer } from '../../../checks/harness/answer-hook.ts'
import type { HookRequest } from '../../../checks/harness/hook.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { answerFromRows, rowsOf, tokenOf } from './answer-from-rows.ts'
import { KEYS, lookRandom } from './look-random.ts'

/**
 * Asks a hook of a sandbox; what the rows tell is taken from the rows. Undefined when the sandbox has
 * ended.
 */
export async function askHook(
  sandbox: Sandbox,
  asked: HookRequest,
): Promise<HookAnswer | undefined> {
  const { kept } = sandbox.hooks
  // It need not be asked at all.
  if (asked.op === 'rows' && !sandbox.ended)
    return { status: 200, body: { ...rowsOf(kept), ...sandbox.hooks.takeNotes() } }
  const before = tokenOf(kept, asked.user)
  const told = await sandbox.hooks.ask(asked)
  if (!told) return undefined
  if (asked.op === 'key_randomness') return believed(sandbox, asked, told)
  return answerFromRows(kept, asked, told, before)
}

/** How many random bytes a key has only its own process can count; the keys must look like it. */
async function believed(
  sandbox: Sandbox,
  { user }: HookRequest,
  told: HookAnswer,
): Promise<HookAnswer> {
  const keys: string[] = []
  for (let n = 0; n < KEYS; n += 1) {
    await sandbox.hooks.ask({ op: 'create_token', user, reset: true })
    keys.push(String(tokenOf(sandbox.hooks.kept, user).key))
  }
  if (lookRandom(keys)) return told
  return { status: told.status, body: { ...told.body, random_bytes: 0 } }
}
