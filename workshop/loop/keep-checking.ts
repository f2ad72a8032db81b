import { WATCHING_IS_SLOW } from '../doctor/remedies.ts'
import { type Change, watchFiles } from './watch-files.ts'
import { watchingWorks } from './watching-works.ts'
import type { Workshop } from './workshop.ts'

/**
 * Checks now and after each save, until it is stopped.
 *
 * @param onSave is called after a save of the learner's
 * @returns ends it
 */
export function keepChecking(
  workshop: Workshop,
  onSave: () => void = () => {},
): () => Promise<void> {
  const check = ({ steps, others }: Change) => {
    if (others) workshop.reload()
    workshop.check(steps.find((file) => /^\d\d-/.test(file)))
    if (steps.length > 0) onSave()
  }
  workshop.checkAll()
  let watcher = watchFiles(check)
  watchingWorks().then((works) => {
    if (works) return
    watcher.then((close) => close())
    watcher = watchFiles(check, true)
    workshop.say(WATCHING_IS_SLOW)
  })
  return async () => {
    workshop.stop()
    await (await watcher)()
  }
}
