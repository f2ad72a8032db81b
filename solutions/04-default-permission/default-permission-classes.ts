import type { PermissionClass } from './base-permission.ts'
import { IsAuthenticated } from './is-authenticated.ts'

/** Who may use a view that does not say who may. */
export const DEFAULT_PERMISSION_CLASSES: PermissionClass[] = [IsAuthenticated]
