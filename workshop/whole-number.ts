import { UsageError } from './run-command.ts'

/**
 * The value of an option that is a whole number.
 *
 * @throws UsageError if it is none, or out of range
 */
export function wholeNumber(option: string, typed: string, least = 0, most = 999_999_999): number {
  const number = /^\d+$/.test(typed) ? Number(typed) : -1
  if (number >= least && number <= most) return number
  throw new UsageError(`--${option} takes a number from ${least} to ${most}, not "${typed}".`)
}
