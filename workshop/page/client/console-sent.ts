import { WITH_BODY } from '../console-choices.ts'
import type { BrowserState } from '../page-state.ts'
import type { Request } from './console-wish.ts'

export function takesBody({ method }: Pick<Request, 'method'>): boolean {
  return WITH_BODY.includes(method)
}

/** Whether the form lets the actor choose between a token and cookies. */
export function choosesCredentials({ path }: Request, browser?: BrowserState): boolean {
  return path.startsWith('/api/v2/') || (browser?.cookies.length ?? 0) > 0
}

/** The credentials that an actor can send. A client without a token has none to add to cookies. */
export function credentialsOf({ as }: Pick<Request, 'as'>): Request['with'][] {
  return as === 'anonymous' ? ['token', 'cookies'] : ['token', 'cookies', 'both']
}

/** The selected credentials: those of another actor stay selected as far as this one has them. */
export function selectedCredentials(request: Request): Request['with'] {
  return credentialsOf(request).includes(request.with) ? request.with : 'cookies'
}

/** The request as it is sent. What the form does not show has no effect. */
export function sentOf(request: Request, browser?: BrowserState): Request {
  const { check, ...shown } = request
  const isChosen = choosesCredentials(request, browser)
  return {
    ...shown,
    with: isChosen ? selectedCredentials(request) : 'token',
    csrf: isChosen && request.csrf,
    body: takesBody(request) && request.body ? request.body : undefined,
  }
}
