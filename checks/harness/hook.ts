import { User } from '#shared/auth/user.ts'
import { OperationalError } from '#shared/db/backends/errors.ts'
import type { Fault } from './fault.ts'

/** A task that a hook creates. */
export interface NewTask {
  title: string
  description?: string
  completed?: boolean
  created_at?: string
}

/** The operation of a hook, with its parameters. */
export interface HookRequest {
  op: string
  user?: string
  password?: string
  how?: 'create_user' | 'create_superuser' | 'bulk_create'
  value?: boolean | number | null
  key?: string
  reset?: boolean
  path?: string
  permissions?: string[]
  authentication?: string[]
  throttles?: string[]
  call?: number
  operation?: Fault['operation']
  table?: string
  fault?: Fault['how']
  seconds?: number | null
  token?: string
  expires_in?: number | null
  id?: number
  count?: number
  tasks?: NewTask[]
  start?: string
  every?: number
}

/** Does what a shell on the server could do, and responds with JSON. */
export type Hook = (request: HookRequest) => Promise<object>

/** The user that a hook names. */
export async function findUser(username: string | undefined): Promise<User> {
  const user = await User.objects.find({ username: username ?? '' })
  if (!user) throw new OperationalError(`no such user: ${username}`)
  return user
}
