import { IsAuthenticated, type PermissionClass } from './permissions.ts'

/** Who may use a view that does not list classes of its own. */
export const DEFAULT_PERMISSION_CLASSES: PermissionClass[] = [IsAuthenticated]
