import { readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { runHook } from '../../checks/harness/hooks.ts'
import { HttpClient } from '../../checks/harness/http-client.ts'
import { createTreeServer } from '../../checks/harness/tree-server.ts'
import { DEFAULT_COST, hashing } from '../../shared/auth/hashers.ts'
import { me } from '../../shared/core/me.ts'
import { register } from '../../shared/core/register.ts'
import { appShell } from '../../shared/http/app-shell.ts'
import { performContentNegotiation } from '../../shared/http/content-negotiation.ts'
import { dispatch } from '../../shared/http/dispatch.ts'
import { type ChildMessage, reportError } from './report.ts'
import type { runSuite } from './run-suite.ts'

/** The work of the process. */
export interface Work {
  /** The compiled suites. */
  file: string
  steps: string[]
  /** The URL of a server to check, instead of the compiled tree. */
  url?: string
  /** The server may not have every hook. */
  mayLackHooks?: boolean
}

interface Suites {
  runSuite: typeof runSuite
  suites: Record<string, () => Promise<unknown>>
}

/** After this many requests, Node has compiled the code that every check uses. */
const ROUNDS = 150

/** The error for learner's code that tries to end the process of the checks. */
class ProcessExit extends Error {
  override name = 'ProcessExit'
}

/**
 * The process that runs checks: it loads everything except the tree, waits for work, checks one
 * step after another, and sends each verdict.
 */
const work = new Promise<Work>((resolve) => process.once('message', resolve))
await loadShared()
// Node's ten lines can end before the learner's, because the number of Express's lines varies.
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

/** Makes `process.exit` throw, so that the failure names the line that called it. */
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
 * Runs the code that every check uses until there is work, because the first requests of a process
 * take ten times as long.
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
  // The suites have their own copy of the harness, which refuses a cost that is already lower.
  hashing.cost = DEFAULT_COST
}

/** Views of shared/ only, because the learner's are not known yet. */
function practiceApp() {
  return appShell({
    '/': [performContentNegotiation, dispatch('Practice', { get: me, post: register })],
  })
}
