import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

let count = 0

const original = crypto.timingSafeEqual
crypto.timingSafeEqual = (...values) => {
  count += 1
  return original(...values)
}
syncBuiltinESMExports()

/** How often this process has compared in constant time since the last call. */
export function comparisons(): number {
  const counted = count
  count = 0
  return counted
}
