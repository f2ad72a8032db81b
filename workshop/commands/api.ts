import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { User } from '#shared/auth/user.ts'
import { restoreBackup } from '#shared/db/backends/lowdb/open-file.ts'
import { openDatabase } from '#shared/db/open-database.ts'
import { proxies } from '#shared/http/client-address.ts'
import { gotRequestException } from '#shared/http/got-request-exception.ts'
import { sslProxy } from '#shared/http/is-secure.ts'
import { listen } from '#shared/http/listen.ts'
import { stopOnSignal } from '#shared/http/stop-on-signal.ts'
import { clearExpired } from '#shared/sessions/session.ts'
import { greeting, migrationLines } from '../api/greeting.ts'
import { loadApp } from '../api/load-app.ts'
import { describeException, logRequestException } from '../api/log-request-exception.ts'
import { databaseRefusal, dataFileRefusal, portRefusal, restoreRefusal } from '../api/refusal.ts'
import { ROOT, typedPath } from '../paths.ts'
import { runCommand, UsageError } from '../run-command.ts'
import { helpLines } from '../terminal/help.ts'
import { wholeNumber } from '../whole-number.ts'

const OPTIONS = {
  subject: { type: 'string', default: 'solutions' },
  port: { type: 'string', default: '8000' },
  host: { type: 'string', default: '127.0.0.1' },
  proxies: { type: 'string', default: '0' },
  data: { type: 'string' },
  restore: { type: 'boolean', default: false },
  database: { type: 'string' },
  // For `npm run dev`, which does not go through run.cjs.
  help: { type: 'boolean', short: 'h', default: false },
} as const

function readOptions(args: string[]) {
  // parseArgs would read a negative number as another option.
  const negative = args.find((arg, at) => args[at - 1] === '--port' && arg.startsWith('-'))
  if (negative !== undefined) wholeNumber('port', negative, 0, 65535)
  const { values } = parseArgs({ args, options: OPTIONS })
  const port = wholeNumber('port', values.port, 0, 65535)
  const trusted = wholeNumber('proxies', values.proxies, 0, 99)
  if (values.data === '') throw new UsageError('--data needs the name of a file.')
  const database = readDatabase(values)
  const data = values.data ? typedPath(values.data) : path.join(ROOT, '.data', 'api.json')
  return { ...values, port, trusted, data, database }
}

/** The value is never shown, because it contains a password. */
function readDatabase({ database, data, restore }: Record<string, unknown>): string | undefined {
  const url = database ?? (data === undefined ? process.env.DATABASE_URL : undefined)
  if (url === undefined) return undefined
  const name = database === undefined ? 'DATABASE_URL' : '--database'
  if (!/^postgres(ql)?:\/\//.test(`${url}`))
    throw new UsageError(`${name} takes a URL: postgres://user:password@host:5432/name`)
  if (data !== undefined)
    throw new UsageError('Name a file with --data, or a --database, not both.')
  if (restore === true)
    throw new UsageError(`--restore is for a data file, and ${name} names none.`)
  return `${url}`
}

/** Refuses a port that is not available, before a data file or tables are made. */
async function tryPort(port: number, host: string): Promise<void> {
  const trial = createServer().listen(port, host)
  await once(trial, 'listening').catch((error) => {
    throw portRefusal(error, port, host)
  })
  trial.close()
  await once(trial, 'close')
}

async function openData(file: string, restore: boolean, database?: string) {
  if (restore) await putBack(file)
  return openDatabase(database ?? file).catch((error) => {
    throw database === undefined ? dataFileRefusal(error, file) : databaseRefusal(error)
  })
}

async function putBack(file: string): Promise<void> {
  const kept = await restoreBackup(file).catch((error) => {
    throw restoreRefusal(error, file)
  })
  const before = kept.length > 0 ? ` The previous files are kept: ${kept.join(' and ')}` : ''
  console.log(`The backup is restored.${before}`)
}

/** The username of the README files, or a new one, so that the first example request works. */
async function freeUsername(): Promise<string> {
  let username = 'alice'
  for (let n = 2; await User.objects.find({ username }); n++) username = `alice${n}`
  return username
}

await runCommand(async (args) => {
  const { subject, port, host, trusted, data, restore, database, help } = readOptions(args)
  if (help) return console.log(helpLines('dev').join('\n'))
  proxies.trusted = trusted
  sslProxy.isTrusted = trusted > 0
  const app = await loadApp(subject)
  await tryPort(port, host)
  const open = await openData(data, restore, database)
  gotRequestException.connect('request', logRequestException)
  await clearExpired()
  const listening = await listen(app, port, host).catch(async (error) => {
    await open.close()
    throw portRefusal(error, port, host)
  })
  for (const line of migrationLines(open.migration)) console.log(line)
  const url = `http://${host}:${listening.port}`
  console.log(greeting(subject, url, open.location, await freeUsername()))

  const stop = stopOnSignal(async () => {
    await listening.stop()
    await open.close()
  })
  process.on('unhandledRejection', (error) => {
    console.error(describeException('A promise failed that was not awaited', error))
  })
  process.on('uncaughtException', (error) => {
    console.error(describeException('Failed outside any request', error))
    stop(1)
  })
})
