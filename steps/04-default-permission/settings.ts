import { IsAuthenticated, type PermissionClass } from './permissions.ts'

/** Who can use a view that does not list its own classes. */
export const DEFAULT_PERMISSION_CLASSES: PermissionClass[] = [] // TODO: close every view without its own list.
