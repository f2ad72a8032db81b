import { readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { runHook } from '../../checks/harness/hooks.ts'
import { HttpClient } from '../../checks/harness/http-client.ts'
import { createTreeServer } from '../../checks/harness/tree-server.ts'
import { me } from '../../shared/core/me.ts'
import { register } from '../../shared/core/register.ts'
import { appShell } from '../../shared/http/app-shell.ts'
import { performContentNegotiation } from '../../shared/http/content-negotiation.ts'
import { dispatch } from '../../shared/http/dispatch.ts'
import { type ChildMessage, reportError } from './report.ts'
import type { runSuite } from './run-suite.ts'

/** What the process is told to do. */
export interface Work {
  /** The compiled suites. */
  file: string
  steps: string[]
  /** A server to ask, instead of the tree that was compiled with the suites. */
  url?: string
  /** The server may not offer every hook. */
  mayLackHooks?: boolean
}

interface Suites {
  runSuite: typeof runSuite
  suites: Record<string, () => Promise<unknown>>
}

/** After so many Node has compiled what every check runs through, and more would change nothing. */
const ROUNDS = 150

/** What a learner's code gets when it asks to end the process that checks it. */
class ProcessExit extends Error {
  override name = 'ProcessExit'
}

/**
 * The process that runs checks: it loads everything but the tree, waits for its work, checks one
 * step after the other, and tells each verdict.
 */
const work = new Promise<Work>((resolve) => process.once('message', resolve))
await loadShared()
// Node's ten lines may end before the learner's: how many are Express's is not the same each time.
Error.stackTraceLimit = 30
tell({ type: 'ready' })
if (process.argv[2] === 'practising') await practise(work)
await check(await work)

async function check({ file, steps, url, mayLackHooks }: Work): Promise<void> {
  if (url) process.env.SUBJECT_URL = url
  refuseProcessExit()
  const loading = import(pathToFileURL(file).href) as Promise<Suites>
  for (const step of steps) {
    try {
      const { runSuite, suites } = await loading
      await runSuite(step, suites[step] as () => Promise<unknown>, tell, mayLackHooks)
    } catch (error) {
      tell({ type: 'not-loaded', step, error: reportError(error) })
    }
    tell({ type: 'step-end', step })
  }
  tell({ type: 'end' })
}

function tell(message: ChildMessage): void {
  process.send?.(message)
}

/** Has `process.exit` throw, so that the failure names the line that called it. */
function refuseProcessExit(): void {
  process.exit = (code) => {
    throw new ProcessExit(`process.exit(${code ?? ''}) was called`)
  }
}

async function loadShared(): Promise<void> {
  const shared = path.join(path.dirname(process.argv[1] as string), 'shared')
  for (const file of await readdir(shared, { recursive: true })) {
    if (file.endsWith('.js')) await import(pathToFileURL(path.join(shared, file)).href)
  }
}

/**
 * Runs what every check runs through, until there is work: the first requests of a process cost ten
 * times as much as later ones.
 */
async function practise(work: Promise<unknown>): Promise<void> {
  let called = false
  work.then(() => {
    called = true
  })
  const server = await createTreeServer({ createApp: practiceApp })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = new HttpClient(`http://127.0.0.1:${port}`)
  const headers = ['Authorization', 'Token none']
  for (let round = 0; round < ROUNDS && !called; round += 1) {
    const person = { username: `user-${round}`, password: 'password' }
    await client.send({ method: 'GET', path: '/', headers })
    const body = JSON.stringify(person)
    const json = ['Content-Type', 'application/json']
    await client.send({ method: 'POST', path: '/', headers: json, body })
    await runHook({ op: 'delete_user', user: person.username })
  }
  client.close()
  server.close()
}

/** Views of shared/ alone: the learner's are not known yet. */
function practiceApp() {
  return appShell({
    '/': [performContentNegotiation, dispatch('Practice', { get: me, post: register })],
  })
}
