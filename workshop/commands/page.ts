import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { WORKS_ONCE } from '../loop/opened-page.ts'
import { keepChecking } from '../loop/watch.ts'
import { Workshop } from '../loop/workshop.ts'
import { Page } from '../page/page.ts'
import { typedPath } from '../paths.ts'
import { runCommand, UsageError } from '../run-command.ts'
import { wholeNumber } from '../whole-number.ts'

/**
 * Opens the workshop in a browser only. It checks on every save, as `npm start` does. `npm run page
 * -- --graded out/` also shows a class that `npm run grade -- FOLDER --out out/` has graded.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    options: { graded: { type: 'string' }, port: { type: 'string', default: '0' } },
  })
  const classFile = values.graded === undefined ? undefined : classFileIn(values.graded)
  const port = wholeNumber('port', values.port, 0, 65535)
  const workshop = new Workshop()
  const page = await Page.open(workshop, { port, classFile }).catch((error) => {
    throw portError(error, port)
  })
  const stop = keepChecking(workshop, () => page.saved())
  console.log(`${await page.show()}\n\n${WORKS_ONCE} For a new one, run the command again.`)
  console.log('Ctrl-C ends it.')
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
  })
  await Promise.all([stop(), page.close()])
  // A proof or an exam that is still running is no longer needed.
  process.exit()
})

function classFileIn(typed: string): string {
  const named = typedPath(typed)
  const isFolder = existsSync(named) && statSync(named).isDirectory()
  const file = isFolder ? path.join(named, 'class.json') : named
  if (existsSync(file)) return file
  throw new UsageError(
    `There is no class.json in ${typed}. Make one: npm run grade -- SUBMISSIONS --out ${typed}`,
  )
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error
  const why = error.code === 'EACCES' ? 'You do not have permission to use' : 'Another program uses'
  return new UsageError(
    `${why} port ${port}. Choose another one, or leave out --port for a free one.`,
  )
}
