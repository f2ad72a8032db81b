import { expect, it } from 'vitest'
import { ROOT } from '../paths.ts'
import { shownPrinted } from './printed.ts'

const fault = `OperationalError: the database does not answer
    at Calls.meet (${ROOT}/checks/harness/fault.ts:56:45)
    at UserManager.create (${ROOT}/shared/auth/user.ts:29:17)
    at register (${ROOT}/shared/core/register.ts:20:3)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
  code: 1
}`
const own = `TypeError: x is not a function
    at get (file://${ROOT}/steps/03-login/views.ts:8:3)
    at handle (${ROOT}/node_modules/router/index.js:1:1)
    at answer (${ROOT}/checks/harness/trace.ts:50:1)
    at User.all (${ROOT}/shared/db/manager.ts:9:1)
    at node:internal/main:1:1`

it('leaves out what checks make fail on purpose, with its stack', () => {
  const bare = fault.replace(/ \{[\s\S]*$/, '')
  expect(shownPrinted(`before\n${fault}\n${bare}\nafter\n`)).toEqual(['before', 'after'])
  expect(shownPrinted(`${fault}\n`)).toEqual([])
})

it('shows of other stacks the lines of steps/ and shared/, without the path of the repository', () => {
  expect(shownPrinted(own)).toEqual([
    'TypeError: x is not a function',
    '    at get (steps/03-login/views.ts:8:3)',
    '    at User.all (shared/db/manager.ts:9:1)',
  ])
})

const excerpt = (file: string) => `${ROOT}/${file}:131
      const late = new NotAwaited('the answer left before this was done')
                   ^


`

it('shows of an error that ends the process no lines of the harness, and those of the learner', () => {
  const { version } = process
  const end = `\n\nNode.js ${version}\n`
  expect(shownPrinted(`${excerpt('checks/harness/remote-database.ts')}${fault}${end}`)).toEqual([])
  expect(shownPrinted(`${excerpt('node_modules/router/index.js')}${own}${end}`)).toEqual(
    shownPrinted(own),
  )
  expect(shownPrinted(`${excerpt('steps/03-login/views.ts')}${own}${end}`)).toEqual([
    'steps/03-login/views.ts:131',
    "      const late = new NotAwaited('the answer left before this was done')",
    '                   ^',
    ...shownPrinted(own),
  ])
})

it('shows the first lines, and how many more there are', () => {
  const lines = Array.from({ length: 25 }, (_, at) => `line ${at + 1}`)
  expect(shownPrinted(lines.join('\n'))).toEqual([...lines.slice(0, 10), '(15 more)'])
  expect(shownPrinted('one\n\n\ntwo\n\n')).toEqual(['one', 'two'])
  expect(shownPrinted('')).toEqual([])
})
