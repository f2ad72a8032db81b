import { demo } from '#shared/core/demo.ts'
import { IsAuthenticated } from '../04-default-permission/permissions.ts'
import { apiView } from '../04-default-permission/views.ts'
import { AllowAny, IsAdminUser, IsAuthenticatedOrReadOnly } from './permissions.ts'

/** A view for each built-in permission class. Each view's own list replaces the default. */
export const demoViews = {
  // TODO: give each view the permission class that its name says. Until then, it has the default.
  allowAny: apiView({ ...demo }),
  authenticated: apiView({ ...demo }),
  admin: apiView({ ...demo }),
  readOnly: apiView({ ...demo }),
}
