import type { Request } from 'express'
import { AnonymousUser } from '#shared/auth/anonymous-user.ts'
import { User } from '#shared/auth/user.ts'
import { constantTimeCompare } from '#shared/crypto.ts'
import { rotateToken } from '#shared/http/csrf.ts'
import { sessionOf } from '#shared/sessions/session-store.ts'
import { todo } from '#shared/todo.ts'

/** What a session remembers: whose it is, and the password with which it began, as a hash. */
const SESSION_KEY = '_auth_user_id'
const HASH_SESSION_KEY = '_auth_user_hash'

/** The user of the request's session; one from before a change of the password has ended. */
export async function getUser(request: Request): Promise<User | undefined> {
  const session = await sessionOf(request)
  const id = session.get(SESSION_KEY)
  const user = id === undefined ? undefined : await User.objects.find({ id: Number(id) })
  if (!user) return undefined
  const hash = session.get(HASH_SESSION_KEY) ?? ''
  if (constantTimeCompare(hash, user.getSessionAuthHash())) return user
  // As in Django the session of a user who is not active waits.
  if (user.isActive) await session.flush()
  return undefined
}

/**
 * Begins the user's session in the browser that asks.
 *
 * https://docs.djangoproject.com/en/stable/topics/auth/default/#django.contrib.auth.login
 */
export async function login(request: Request, user: User): Promise<void> {
  const session = await sessionOf(request)
  todo('give the browser a session of the user, with a new key, and a new CSRF secret')
}

/**
 * Ends the session of the browser that asks, on the server as well.
 *
 * https://docs.djangoproject.com/en/stable/topics/auth/default/#django.contrib.auth.logout
 */
export async function logout(request: Request): Promise<void> {
  const session = await sessionOf(request)
  request.user = new AnonymousUser()
  todo('end the session')
}
