import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ABOUT_PAGE } from '../loop/opened-page.ts'
import { keepChecking } from '../loop/watch.ts'
import { Workshop } from '../loop/workshop.ts'
import { Page } from '../page/page.ts'
import { typedPath } from '../paths.ts'
import { runCommand, UsageError } from '../run-command.ts'

/**
 * Opens the workshop in a browser only. It checks on every save, as `npm start` does. `npm run page
 * -- --class out/` also shows a class that `npm run grade -- FOLDER --out out/` has graded.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    options: { class: { type: 'string' }, port: { type: 'string', default: '0' } },
  })
  const classFile = values.class === undefined ? undefined : classFileIn(values.class)
  const workshop = new Workshop()
  const page = await Page.open(workshop, { port: portOf(values.port), classFile })
  const stop = keepChecking(workshop, () => page.saved())
  console.log([await page.show(), '', ...ABOUT_PAGE.slice(1), 'Ctrl-C ends it.'].join('\n'))
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

function portOf(typed: string): number {
  if (/^\d{1,5}$/.test(typed) && Number(typed) <= 65_535) return Number(typed)
  throw new UsageError(`--port ${typed} is not a port. Use a number from 1024 to 65535.`)
}
