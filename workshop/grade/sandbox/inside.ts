import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { startEmpty } from '../../../checks/harness/check-database.ts'
import { type AppModule, createTreeServer } from '../../../checks/harness/tree-server.ts'
import { Channel } from './channel.ts'

/** What a sandbox is told to serve. */
export interface Work {
  /** The folder to lay the tree into. */
  folder: string
  /** Compiled sources by their path in the tree. */
  files: Record<string, string>
  /** With the routes that the suites need; without them it is served as in production. */
  hooks: boolean
}

/** What a sandbox tells of itself; like everything out of it, it is the submission's word. */
export type FromInside =
  | { type: 'ready' }
  | { type: 'loaded' }
  | { type: 'not-loaded'; name: string; message: string; stack: string }

/**
 * The program inside a sandbox: it loads what every tree needs, waits for one, and serves it over
 * the channel. Nothing that it tells is believed: the submission's code runs in the same process.
 */
const output = process.stdout
Object.defineProperty(process, 'stdout', { get: () => process.stderr })

await registerHooks()
await warmUp()

let server: Server | undefined
const channel = new Channel(process.stdin, output, {
  onMessage: (work) => void serve(work as Work),
  onConnection: (connection) => {
    Object.assign(connection, { remoteAddress: '127.0.0.1' })
    server?.emit('connection', connection)
  },
  onFault: () => process.exit(1),
})
tell({ type: 'ready' })

function tell(message: FromInside): void {
  channel.send(message)
}

async function serve({ folder, files, hooks }: Work): Promise<void> {
  // As `npm run api` does: one request that goes wrong must not end all the others.
  process.on('unhandledRejection', (error) => console.error(error))
  try {
    for (const [name, code] of Object.entries(files)) {
      const file = path.join(folder, name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, code)
    }
    const tree = (await import(pathToFileURL(path.join(folder, 'app.ts')).href)) as AppModule
    const served = await createTreeServer(tree)
    // Ids as they are in production, from 1: nothing is as in the run with hooks.
    if (!hooks) await startEmpty()
    server = hooks ? served : withoutHooks(served)
    tell({ type: 'loaded' })
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    tell({ type: 'not-loaded', name, message, stack: String(stack) })
  }
}

/** Without the routes for checks, as a client of the API would find it. */
function withoutHooks(server: Server): Server {
  return createServer((request, response) => {
    if (request.url?.startsWith('/__')) request.url = '/'
    server.emit('request', request, response)
  })
}

/** Loads what trees import, so that only their own code is left to load. */
async function warmUp(): Promise<void> {
  const shared = path.join(import.meta.dirname, 'shared')
  for (const file of readdirSync(shared, { recursive: true, encoding: 'utf8' })) {
    // Trees do not choose their database, and this one takes long to load.
    if (!file.endsWith('.ts.js') || file.includes('postgresql')) continue
    await import(pathToFileURL(path.join(shared, file)).href)
  }
}

/** Node 20 runs the hooks in a thread beside this one; newer Nodes in this one, which is quicker. */
async function registerHooks(): Promise<void> {
  const file = pathToFileURL(path.join(import.meta.dirname, 'hooks.mjs')).href
  const { registerHooks: here } = module as { registerHooks?: (hooks: object) => void }
  if (here) here(await import(file))
  else module.register(file)
}
