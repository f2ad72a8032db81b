/**
 * The user of a request that is not authenticated.
 *
 * https://docs.djangoproject.com/en/stable/ref/contrib/auth/#anonymoususer-object
 */
export class AnonymousUser {
  readonly id = null
  readonly username = ''
  readonly isStaff = false
  readonly isActive = false
  readonly isAuthenticated = false
}
