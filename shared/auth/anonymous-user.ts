/**
 * Stands for everybody who has not said who they are.
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
