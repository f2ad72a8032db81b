import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

/** A server for tests. Its data is deleted when it stops. */
export interface TestServer {
  name: string
  url: string
  stop(): Promise<void>
}

/** Debian's package puts these programs outside PATH. */
const PLACES = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']
/** Tests lose nothing in a power cut. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
const DEADLINE = 20_000

/** Starts an installed PostgreSQL, or otherwise PGlite. Undefined if there is neither. */
export async function startPostgresql(): Promise<TestServer | undefined> {
  const programs = findPrograms()
  return programs === undefined ? startPglite() : startReal(programs, SETTINGS)
}

/**
 * Starts an installed PostgreSQL with `fsync`, as in production. Undefined if it is not installed.
 */
export async function startDurablePostgresql(): Promise<TestServer | undefined> {
  const programs = findPrograms()
  return programs === undefined ? undefined : startReal(programs, [])
}

/** The folder of the newest initdb and postgres. */
function findPrograms(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(path.delimiter)
  const installed = PLACES.filter((place) => existsSync(place)).flatMap((place) =>
    readdirSync(place)
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((version) => path.join(place, version, 'bin')),
  )
  return [...onPath, ...installed].find((folder) => existsSync(path.join(folder, 'initdb')))
}

async function startReal(programs: string, settings: string[]): Promise<TestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'postgresql-'))
  const account = accountOf(folder)
  const data = path.join(folder, 'data')
  const init = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C',
  ]
  execFileSync(path.join(programs, 'initdb'), init, { ...account, cwd: folder, stdio: 'ignore' })
  const port = await freePort()
  const child = spawn(
    path.join(programs, 'postgres'),
    [
      '-D',
      data,
      '-p',
      `${port}`,
      '-k',
      folder,
      ...['listen_addresses=127.0.0.1', ...settings].flatMap((setting) => ['-c', setting]),
    ],
    { ...account, cwd: folder, stdio: 'ignore' },
  )
  const stop = async () => {
    const exited = once(child, 'exit')
    child.kill('SIGQUIT')
    await exited
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await untilItAnswers(url)
  const version = execFileSync(path.join(programs, 'postgres'), ['--version'])
  return { name: String(version).trim(), url, stop }
}

/** The server refuses to run as root, so it runs as the user of Debian's package. */
function accountOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const [uid = 0, gid = 0] = ['-u', '-g'].map((which) =>
    Number(execFileSync('id', [which, 'postgres'])),
  )
  chownSync(folder, uid, gid)
  return { uid, gid }
}

/** PGlite has its own package file: npm ci --prefix workshop/author/postgresql/pglite. */
async function startPglite(): Promise<TestServer | undefined> {
  const packages = path.join(import.meta.dirname, 'pglite', 'node_modules', '@electric-sql')
  if (!existsSync(packages)) return undefined
  const load = (name: string) =>
    import(pathToFileURL(path.join(packages, name, 'dist', 'index.js')).href)
  const { PGlite } = await load('pglite')
  const { PGLiteSocketServer } = await load('pglite-socket')
  const db = await PGlite.create()
  const port = await freePort()
  const server = new PGLiteSocketServer({ db, port, host: '127.0.0.1', maxConnections: 100 })
  await server.start()
  return {
    name: 'PGlite, PostgreSQL compiled to WebAssembly',
    url: `postgres://postgres@127.0.0.1:${port}/postgres?max=1&prepare=false`,
    async stop() {
      await server.stop()
      await db.close()
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function untilItAnswers(url: string): Promise<void> {
  const { Client } = await import('pg')
  for (const end = Date.now() + DEADLINE; Date.now() < end; await setTimeout(100)) {
    const client = new Client({ connectionString: url })
    client.on('error', () => {})
    const answers = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => {})
    if (answers) return
  }
  throw new Error('PostgreSQL does not respond')
}
