import type { QuerySet } from '../db/query-set.ts'
import { ValidationError } from '../exceptions.ts'
import type { QueryParams } from '../http/query-params.ts'
import type { Task } from './task.ts'

const TRUE = ['true', '1']
const FALSE = ['false', '0']
const NO_MOMENT = ['Enter a valid date/time.']
const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i

/**
 * The tasks that `completed`, `created_at__gte` and `created_at__lte` leave over.
 *
 * A word that `completed` does not know filters nothing; a moment that is none is refused.
 * @throws ValidationError
 */
export function filterTasks(params: QueryParams, queryset: QuerySet<Task>): QuerySet<Task> {
  const errors: Record<string, string[]> = {}
  const bound = (name: string): string | undefined => {
    const text = params.get(name)?.trim()
    if (!text) return undefined
    const moment = comparable(text)
    if (moment === undefined) errors[name] = NO_MOMENT
    return moment
  }
  const [gte, lte] = [bound('created_at__gte'), bound('created_at__lte')]
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)

  let chosen = queryset
  const completed = params.get('completed')?.toLowerCase() ?? ''
  if (TRUE.includes(completed)) chosen = chosen.filterBy((task) => task.completed)
  if (FALSE.includes(completed)) chosen = chosen.filterBy((task) => !task.completed)
  const createdAt = (task: Task) => comparable(task.createdAt) ?? ''
  if (gte !== undefined) chosen = chosen.filterBy((task) => createdAt(task) >= gte)
  if (lte !== undefined) chosen = chosen.filterBy((task) => createdAt(task) <= lte)
  return chosen
}

/** The moment in UTC to the microsecond, so that texts compare as moments do. */
function comparable(text: string): string | undefined {
  const [, year, month, day, hour, minute, second = '0', decimals = '', zone = 'Z'] =
    MOMENT.exec(text) ?? []
  const numbers = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [y, mo, d, h, mi, s] = numbers
  if (numbers.some(Number.isNaN) || y < 1 || h > 23 || mi > 59 || s > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(y, mo - 1, d)
  if (date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d) return undefined
  date.setUTCHours(h, mi - minutesAhead(zone), s)
  return `${date.toISOString().replace(/\.\d+Z$/, '')}.${decimals.padEnd(6, '0')}`
}

function minutesAhead(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  return hours === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes))
}
