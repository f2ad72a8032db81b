import { demo } from '#shared/core/demo.ts'
import { IsAuthenticated } from '../04-default-permission/permissions.ts'
import { apiView } from '../04-default-permission/views.ts'
import { AllowAny, IsAdminUser, IsAuthenticatedOrReadOnly } from './permissions.ts'

/** A view for each built-in permission class. Each view's own list replaces the default. */
export const demoViews = {
  allowAny: apiView({ ...demo, permissionClasses: [AllowAny] }),
  authenticated: apiView({ ...demo, permissionClasses: [IsAuthenticated] }),
  admin: apiView({ ...demo, permissionClasses: [IsAdminUser] }),
  readOnly: apiView({ ...demo, permissionClasses: [IsAuthenticatedOrReadOnly] }),
}
