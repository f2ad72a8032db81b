import './quick-hashes.ts'

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { decode, encode, newData } from '#shared/db/backends/lowdb/file-format.ts'
import type { Storage } from '#shared/db/backends/memory/memory-backend.ts'
import type { Table } from '#shared/db/backends/memory/table.ts'
import { createApiServer } from '#shared/http/api-server.ts'
import { gotRequestException, type RequestException } from '#shared/http/got-request-exception.ts'
import { answerHook } from '../../../checks/harness/answer-hook.ts'
import { keepIdsApart, keepRowsBy, startEmpty } from '../../../checks/harness/check-database.ts'
import { countHashes } from '../../../checks/harness/count-hashes.ts'
import { forgetHashes } from '../../../checks/harness/hash-once.ts'
import { runHook } from '../../../checks/harness/hooks.ts'
import { moveClock } from '../../../checks/harness/moved-clock.ts'
import {
  type AppModule,
  createTreeListener,
  resetTree,
} from '../../../checks/harness/tree-server.ts'
import { Channel } from './channel.ts'
import type { Asked, FromInside, ToInside, Work } from './protocol.ts'
import { takeFirstHashes } from './quick-hashes.ts'

/**
 * The program in a sandbox: it loads what every tree needs, waits for a tree, and serves it over
 * the channel. The grader does not trust its messages, because the submission's code runs in the
 * same process.
 */
const output = process.stdout

// In a process of a few seconds, optimising code costs more than it gains.
setFlagsFromString('--interrupt-budget=400000')

/** The client address of ordinary requests, as in production. */
const SOMEWHERE = '203.0.113.23'
/** The possible pauses between two ordinary requests, in seconds. */
const PAUSES = [0, 2, 90, 4000]
const chance = Math.random
Object.defineProperty(process, 'stdout', { get: () => process.stderr })

await warmUp()
await registerHooks()

let server: Server | undefined
let rows = ''
/** Only the exam reports errors behind a 500: in the suites, a failing database causes them. */
let isExam = false
/** Whether a hook was called. From then on, the code can know that it is checked. */
let isAsked = false
let hashes = 0
const channel = new Channel(process.stdin, output, {
  onMessage: (message) => void obey(message as ToInside),
  onConnection: (connection) => {
    Object.assign(connection, { remoteAddress: isAsked ? '127.0.0.1' : SOMEWHERE })
    server?.emit('connection', connection)
  },
  onSend: tellHashes,
  onFault: () => process.exit(1),
})
keepRowsBy({ storage: tellRows, tables: async () => decode(Buffer.from(rows)).tables })
gotRequestException.connect('request', ({ error }: RequestException) => {
  if (isExam) tellThrown(error)
})
tell({ type: 'ready' })

function tell(message: FromInside): void {
  channel.send(message)
}

/**
 * Ordinary requests do not follow each other as quickly as checks, and code must work with pauses.
 */
function letTimePass(): void {
  if (!isAsked) moveClock(PAUSES[Math.floor(chance() * PAUSES.length)] ?? 0)
}

/** The hashes of a response are reported before the response. */
function tellHashes(): void {
  if (countHashes() === hashes) return
  hashes = countHashes()
  tell({ type: 'hashes', count: hashes })
}

function tellThrown(error: unknown): void {
  tell({ type: 'thrown', name: error instanceof Error ? error.name : String(error) })
}

async function obey(message: ToInside): Promise<void> {
  if (message.type === 'serve') return serve(message)
  const { id, asked } = message
  isAsked = true
  rows = message.rows ?? ''
  const answered = await answerHook(
    () => answer(asked),
    () => {},
  )
  tellHashes()
  tell({ type: 'hook', id, answer: answered })
}

async function answer(asked: Asked): Promise<object> {
  if ('op' in asked) {
    // The tree may read any clock, not only the one of shared/.
    if (asked.op === 'advance_clock') moveClock(asked.seconds ?? 0)
    return runHook(asked)
  }
  isExam = 'skip' in asked
  if ('skip' in asked) {
    forgetHashes()
    takeFirstHashes()
    return resetTree(asked.skip)
  }
  if ('later' in asked) {
    moveClock(asked.later)
    return {}
  }
  await startEmpty()
  await keepIdsApart()
  return {}
}

async function serve({ folder, files }: Work): Promise<void> {
  // As in `npm run api`: an error in one request must not end the others.
  process.on('unhandledRejection', (error) => {
    tellThrown(error)
    console.error(error)
  })
  try {
    for (const [name, code] of Object.entries(files)) {
      const file = path.join(folder, name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, code)
    }
    process.argv[1] = path.join(folder, 'app.ts')
    // Enabled here, because only the lines of the learner's own files are shown.
    process.setSourceMapsEnabled(true)
    const tree = (await import(pathToFileURL(path.join(folder, 'app.ts')).href)) as AppModule
    const listener = await createTreeListener(tree, () => {})
    // Ids from 1, as in production: these requests must not look like checks.
    await startEmpty()
    const { request, response } = listener
    const guarded: RequestListener = (request, response) => {
      letTimePass()
      // Hooks come over the channel, so they are not routes here.
      if (request.url?.startsWith('/__')) request.url = '/'
      listener(request, response)
    }
    server = createApiServer(Object.assign(guarded, { request, response }))
    tell({ type: 'loaded' })
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    tell({ type: 'not-loaded', name, message, stack: String(stack) })
  }
}

/** Sends each change to the grader before the response. */
function tellRows(tables: Map<string, Table>): Storage {
  return {
    location: 'memory',
    isOpen: true,
    isFoldDue: false,
    hasRoomFor: () => true,
    append: async (lines) => tell({ type: 'commit', lines }),
    write: async () => tell({ type: 'tables', file: [...encode(newData(tables))].join('') }),
    close: async () => {},
  }
}

/** Loads what trees import, so that only their own code remains to be loaded. */
async function warmUp(): Promise<void> {
  const shared = path.join(import.meta.dirname, 'shared')
  for (const file of readdirSync(shared, { recursive: true, encoding: 'utf8' })) {
    // Trees cannot choose their database, and this one is slow to load.
    if (!file.endsWith('.ts.js') || file.includes('postgresql')) continue
    await import(pathToFileURL(path.join(shared, file)).href)
  }
}

/**
 * Node 20 runs the hooks in another thread. Newer versions run them in this one, which is faster.
 */
async function registerHooks(): Promise<void> {
  const file = pathToFileURL(path.join(import.meta.dirname, 'hooks.mjs')).href
  const { registerHooks: here } = module as { registerHooks?: (hooks: object) => void }
  if (here) here(await import(file))
  else module.register(file)
}
