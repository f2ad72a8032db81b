import { type AuthenticationClass, TokenAuthentication } from './authentication.ts'

/** How views authenticate a request if they do not list their own classes. */
export const DEFAULT_AUTHENTICATION_CLASSES: AuthenticationClass[] = [TokenAuthentication]
