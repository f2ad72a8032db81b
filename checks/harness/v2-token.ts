import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { User } from '#shared/auth/user.ts'
import { getModels } from '#shared/db/apps.ts'
import { Manager } from '#shared/db/manager.ts'
import { authTokens, createToken } from './v2-token-hooks.ts'

let app: RequestListener | undefined
let takesHashed: boolean | undefined

/** Sets the app that decides which tokens version 2 accepts. */
export function useApp(listener: RequestListener): void {
  app = listener
  takesHashed = undefined
}

/**
 * A token of the user that version 2 accepts: one of step 10, or one of version 1 until that step is
 * written, so that the steps before it can be checked.
 */
export async function v2TokenOf(user: User): Promise<string> {
  if (takesHashed === false) return v1TokenOf(user)
  const token = await createToken(user).catch(() => undefined)
  takesHashed ??= token !== undefined && (await isTaken(token))
  if (takesHashed && token !== undefined) return token
  if (token !== undefined) await authTokens().delete({ userId: Number(user.id) })
  return v1TokenOf(user)
}

async function v1TokenOf(user: User): Promise<string> {
  const model = getModels().find(({ table }) => table === 'authtoken_token')
  const [token] = await new Manager(model as never).getOrCreate({ user } as never)
  return (token as unknown as { key: string }).key
}

/** Sends a request to the app without a connection. */
async function isTaken(token: string): Promise<boolean> {
  const request = new IncomingMessage(new Socket())
  const value = `Token ${token}`
  Object.assign(request, { method: 'GET', url: '/api/v2/me/', httpVersion: '1.1' })
  request.headers.authorization = value
  request.rawHeaders.push('Authorization', value)
  const response = new ServerResponse(request)
  const sent = new Promise<string>((resolve) => {
    response.end = ((body: unknown) => {
      resolve(String(body))
      return response
    }) as never
  })
  app?.(request, response as never)
  // An inactive user counts as well.
  return !(await sent).includes('Invalid token.')
}
