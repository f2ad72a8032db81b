import type { HookAnswer } from '../../../checks/harness/answer-hook.ts'
import type { HookRequest } from '../../../checks/harness/hook.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { answerFromRows, rowsOf, tokenOf } from './answer-from-rows.ts'
import { KEYS, lookRandom } from './look-random.ts'

/**
 * Calls a hook of a sandbox. What the rows can answer is taken from the rows. Returns undefined if
 * the sandbox has ended.
 */
export async function askHook(
  sandbox: Sandbox,
  asked: HookRequest,
): Promise<HookAnswer | undefined> {
  const { kept } = sandbox.hooks
  // The sandbox need not be asked.
  if (asked.op === 'rows' && !sandbox.ended)
    return { status: 200, body: { ...rowsOf(kept), ...sandbox.hooks.takeNotes() } }
  const before = tokenOf(kept, asked.user)
  const told = await sandbox.hooks.ask(asked)
  if (!told) return undefined
  if (asked.op === 'key_randomness') return believed(told, await keysOf(sandbox, asked))
  if (asked.op === 'signal_key_randomness')
    return believed(told, await keysOfNewUsers(sandbox, asked))
  return answerFromRows(kept, asked, told, before)
}

/**
 * Only the submission's process can count the random bytes of a key, so its keys must also look
 * random.
 */
function believed(told: HookAnswer, keys: string[]): HookAnswer {
  if (lookRandom(keys)) return told
  return { status: told.status, body: { ...told.body, random_bytes: 0 } }
}

async function keysOf(sandbox: Sandbox, { user }: HookRequest): Promise<string[]> {
  const keys: string[] = []
  for (let n = 0; n < KEYS; n += 1) {
    await sandbox.hooks.ask({ op: 'create_token', user, reset: true })
    keys.push(String(tokenOf(sandbox.hooks.kept, user).key))
  }
  return keys
}

async function keysOfNewUsers(sandbox: Sandbox, { user }: HookRequest): Promise<string[]> {
  const keys: string[] = []
  for (let n = 0; n < KEYS; n += 1) {
    await sandbox.hooks.ask({ op: 'create_user', user, how: 'create_user', password: '' })
    keys.push(String(tokenOf(sandbox.hooks.kept, user).key))
    await sandbox.hooks.ask({ op: 'delete_user', user })
  }
  return keys
}
