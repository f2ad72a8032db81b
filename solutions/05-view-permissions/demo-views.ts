import { demo } from '#shared/core/demo.ts'
import { apiView } from '../04-default-permission/api-view.ts'
import { IsAuthenticated } from '../04-default-permission/is-authenticated.ts'
import { AllowAny } from './allow-any.ts'
import { IsAdminUser } from './is-admin-user.ts'
import { IsAuthenticatedOrReadOnly } from './is-authenticated-or-read-only.ts'

/** One view for each built-in permission class: a view's own list replaces the default. */
export const demoViews = {
  allowAny: apiView({ ...demo, permissionClasses: [AllowAny] }),
  authenticated: apiView({ ...demo, permissionClasses: [IsAuthenticated] }),
  admin: apiView({ ...demo, permissionClasses: [IsAdminUser] }),
  readOnly: apiView({ ...demo, permissionClasses: [IsAuthenticatedOrReadOnly] }),
}
