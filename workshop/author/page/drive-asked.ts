import { findCheckedSteps } from '../../lesson/steps.ts'
import { Console, type Wish } from '../../page/asked/console.ts'
import { askMatrix } from '../../page/asked/matrix.ts'

/**
 * Asks the tree of the copy of the repository that this runs in, as the page does: the whole table, and
 * some requests. Prints what came of it as JSON, or the sentence that the page would show.
 */
const wishes = JSON.parse(process.argv[2] ?? '[]') as Wish[]
const page = new Console()
const told = await ask().catch(({ message }: Error) => ({ message }))
// A pipe takes it in pieces.
process.stdout.write(JSON.stringify(told), () => process.exit())

async function ask(): Promise<object> {
  const steps = new Set(findCheckedSteps().map(({ name }) => name))
  const rows = await askMatrix(steps, new AbortController().signal)
  const answers = []
  for (const wish of wishes) answers.push(await page.ask(wish))
  return { rows, answers }
}
