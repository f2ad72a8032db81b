import { findCheckedSteps } from '../../lesson/steps.ts'
import { Console, type Wish } from '../../page/asked/console.ts'
import { askMatrix } from '../../page/asked/matrix.ts'

/**
 * Sends requests to the tree of a copy of the repository, as the page does: the whole policy table,
 * and some single requests. Prints the results as JSON, or the sentence that the page would show.
 */
const wishes = JSON.parse(process.argv[2] ?? '[]') as Wish[]
const steps = new Set(findCheckedSteps().map(({ name }) => name))
const page = new Console()
const told = await ask().catch(({ message }: Error) => ({ message }))
// A pipe accepts long output only in pieces.
process.stdout.write(JSON.stringify(told), () => process.exit())

async function ask(): Promise<object> {
  const rows = await askMatrix(steps, new AbortController().signal)
  const answers = []
  for (const wish of wishes) answers.push(await page.ask(wish, steps))
  return { rows, answers }
}
