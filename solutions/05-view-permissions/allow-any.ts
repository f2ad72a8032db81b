import { BasePermission } from '../04-default-permission/base-permission.ts'

/** Allows everybody, recognised or not. */
export class AllowAny extends BasePermission {
  override hasPermission(): boolean {
    return true
  }
}
