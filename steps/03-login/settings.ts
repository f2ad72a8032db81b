import { type AuthenticationClass, TokenAuthentication } from './authentication.ts'

/** How views find out who makes a request, unless they list classes of their own. */
export const DEFAULT_AUTHENTICATION_CLASSES: AuthenticationClass[] = [TokenAuthentication]
