import { User } from '#shared/user.ts'
import { hooks } from './hooks.ts'

const SEED = [
  { username: 'alice', password: 'alice-pass-1' },
  { username: 'bob', password: 'bob-pass-1' },
  { username: 'root', password: 'root-pass-1', isStaff: true },
  { username: 'inactive', password: 'inactive-pass-1', isActive: false },
]

/** Makes the users that the recorded scenarios know, with ids from 1, and tells their tokens. */
export async function seed(): Promise<{ tokens: Record<string, string | null> }> {
  const tokens: Record<string, string | null> = {}
  for (const { username, password, isStaff = false, isActive = true } of SEED) {
    const created = await hooks.create_user?.({ op: 'create_user', user: username, password })
    const email = `${username}@example.com`
    await User.objects.update({ username }, { email, isStaff, isActive })
    tokens[username] = (created as { key: string | null }).key
  }
  return { tokens }
}
