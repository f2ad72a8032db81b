import type { Request } from 'express'
import { AnonymousUser } from '#shared/auth/anonymous-user.ts'
import { User } from '#shared/auth/user.ts'
import { constantTimeCompare } from '#shared/crypto.ts'
import { rotateToken } from '#shared/http/csrf.ts'
import { sessionOf } from '#shared/sessions/session-store.ts'

/** What a session stores: its user, and a hash of the password at the login. */
const SESSION_KEY = '_auth_user_id'
const HASH_SESSION_KEY = '_auth_user_hash'

/** The user of the session. A session ends when the password changes. */
export async function getUser(request: Request): Promise<User | undefined> {
  const session = await sessionOf(request)
  const id = session.get(SESSION_KEY)
  const user = id === undefined ? undefined : await User.objects.find({ id: Number(id) })
  if (!user) return undefined
  const hash = session.get(HASH_SESSION_KEY) ?? ''
  if (constantTimeCompare(hash, user.getSessionAuthHash())) return user
  // As in Django, the session of an inactive user is kept.
  if (user.isActive) await session.flush()
  return undefined
}

/**
 * Logs the user in to the browser that sent the request.
 *
 * https://docs.djangoproject.com/en/stable/topics/auth/default/#django.contrib.auth.login
 */
export async function login(request: Request, user: User): Promise<void> {
  const session = await sessionOf(request)
  const known = session.get(SESSION_KEY)
  if (known === undefined) await session.cycleKey()
  else if (known !== String(user.id)) await session.flush()
  session.set(SESSION_KEY, String(user.id))
  session.set(HASH_SESSION_KEY, user.getSessionAuthHash())
  await session.save()
  request.user = user
  rotateToken(request)
}

/**
 * Ends the session of the browser that sent the request, on the server too.
 *
 * https://docs.djangoproject.com/en/stable/topics/auth/default/#django.contrib.auth.logout
 */
export async function logout(request: Request): Promise<void> {
  const session = await sessionOf(request)
  request.user = new AnonymousUser()
  await session.flush()
}
