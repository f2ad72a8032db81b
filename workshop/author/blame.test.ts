import { readFileSync } from 'node:fs'
import path from 'node:path'
import { it } from 'vitest'
import type { Edit } from '../../checks/harness/edit.ts'
import { checkPasses, findCulprits } from '../failure/blame.ts'
import { findSteps } from '../lesson/steps.ts'
import { SOLUTIONS } from '../paths.ts'
import { makeTree } from './prove/make-tree.ts'
import { readMistakes, readVariants } from './prove/read-tables.ts'
import { sample } from './prove/sample.ts'

/** The number of mistakes of each step to try. The last ones are the least obvious. */
const EACH = 3

const steps = findSteps().map(({ name }) => name)
const mistakes = await readMistakes(steps)
const variants = [...(await readVariants(steps)).values()].flat()

/** A mistake, together with a variant in another file of the same steps. */
const cases = steps.flatMap((step) => {
  const possible = (mistakes.get(step) ?? []).filter(
    ({ file, imports, exam }) => !imports && !exam && file !== 'app.ts',
  )
  return sample(possible.slice(-EACH).reverse(), EACH).map((mistake) => {
    const beside = variants.filter(({ file }) => file !== mistake.file && file.slice(0, 2) <= step)
    return { step, mistake, decoy: beside.at(-1) ?? variants.at(-1) }
  })
})

it.concurrent.for(cases.map((each, at) => ({ at, ...each })))(
  '$step: finds the lines of a solution that $mistake.name',
  async ({ at, step, mistake, decoy }, { expect }) => {
    const tree = makeTree(path.join(`blame-${at}`, 'steps'), {
      edits: [mistake, ...(decoy ? [decoy] : [])],
    })
    const [check = ''] = Object.keys(mistake.caughtBy)
    const [culprit, other] = await findCulprits(tree, step, checkPasses(tree, step, check))
    expect(other).toBeUndefined()
    expect(culprit?.place.file).toBe(mistake.file)
    const { first, last } = linesOf(mistake)
    expect(culprit?.at.line).toBeGreaterThanOrEqual(first)
    expect(culprit?.at.line).toBeLessThanOrEqual(last)
  },
)

it('names two places if neither is the cause alone', async ({ expect }) => {
  const settings = '04-default-permission/settings.ts'
  const views = '04-default-permission/views.ts'
  const edits = [
    { name: '', file: settings, find: '= [IsAuthenticated]', replace: '= []' },
    { name: '', file: views, find: '    checkPermissions, //', replace: '    //' },
  ]
  const tree = makeTree(path.join('blame-two', 'steps'), { edits })
  const check = 'answers 401 with "WWW-Authenticate: Token" when no token is sent'
  const culprits = await findCulprits(
    tree,
    '04-default-permission',
    checkPasses(tree, '04-default-permission', check),
  )
  expect(culprits.map(({ place }) => place.file)).toEqual([settings, views])
})

it('names no place if no replacement makes the check pass', async ({ expect }) => {
  const tree = makeTree(path.join('blame-none', 'steps'), {})
  expect(
    await findCulprits(
      tree,
      '04-default-permission',
      checkPasses(tree, '04-default-permission', 'no such check'),
    ),
  ).toEqual([])
})

/** The lines of the file that the mistake changes, and the line below. */
function linesOf({ file, find, replace }: Edit) {
  const text = readFileSync(path.join(SOLUTIONS, file), 'utf8')
  const first = text.slice(0, text.indexOf(find)).split('\n').length
  return { first, last: first + replace.split('\n').length }
}
