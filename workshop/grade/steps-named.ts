import { UsageError } from '../run-command.ts'

/**
 * The steps that somebody means by `01-04`, `3`, or `01-03,06`; all of them without a word.
 *
 * @throws UsageError when there are none
 */
export function stepsNamed(typed: string | undefined, all: string[]): string[] {
  if (typed === undefined) return all
  const wanted = typed.split(',').flatMap((part) => {
    const [, from, to] = /^\s*(\d{1,2})(?:-(\d{1,2}))?\s*$/.exec(part) ?? []
    const [first, last] = [Number(from), Number(to ?? from)]
    const meant = all.filter(
      (step) => Number(step.slice(0, 2)) >= first && Number(step.slice(0, 2)) <= last,
    )
    if (meant.length > 0) return meant
    throw new UsageError(
      `--steps ${typed} means no step. Say 03, 01-04 or 01,05; the steps are: ${all.join(', ')}.`,
    )
  })
  return all.filter((step) => wanted.includes(step))
}
