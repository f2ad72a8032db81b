import type { AuthenticationClass } from './base-authentication.ts'
import { TokenAuthentication } from './token-authentication.ts'

/** How views find out who asks, unless they say otherwise. */
export const DEFAULT_AUTHENTICATION_CLASSES: AuthenticationClass[] = [TokenAuthentication]
