import type { QuerySet } from '../db/query-set.ts'
import { ValidationError } from '../exceptions.ts'
import type { QueryParams } from '../http/query-params.ts'
import { parseMoment } from './moment.ts'
import type { Task } from './task.ts'

const TRUE = ['true', '1']
const FALSE = ['false', '0']
const NO_MOMENT = ['Enter a valid date/time.']

/**
 * Filters tasks by `completed`, `created_at__gte` and `created_at__lte`.
 *
 * An unknown word for `completed` filters nothing. An invalid date and time is refused.
 * @throws ValidationError
 */
export function filterTasks(params: QueryParams, queryset: QuerySet<Task>): QuerySet<Task> {
  const errors: Record<string, string[]> = {}
  const bound = (name: string): string | undefined => {
    const text = params.get(name)?.trim()
    if (!text) return undefined
    const moment = parseMoment(text)
    if (moment === undefined) errors[name] = NO_MOMENT
    return moment
  }
  const [gte, lte] = [bound('created_at__gte'), bound('created_at__lte')]
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)

  let chosen = queryset
  const completed = params.get('completed')?.toLowerCase() ?? ''
  if (TRUE.includes(completed)) chosen = chosen.filter({ completed: true })
  if (FALSE.includes(completed)) chosen = chosen.filter({ completed: false })
  if (gte !== undefined) chosen = chosen.filter({ createdAt__gte: gte })
  if (lte !== undefined) chosen = chosen.filter({ createdAt__lte: lte })
  return chosen
}
