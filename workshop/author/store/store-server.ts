import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { StoreName } from './stores.ts'

const SCRIPT = path.join(import.meta.dirname, 'serve-store.ts')

/** A server in its own process, which can be killed. */
export interface StoreServer {
  url: string
  /** Sends the signal, and resolves with how the process ended. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<{ code: number | null; milliseconds: number }>
}

/**
 * Starts a server on the data file.
 *
 * @throws Error with its output if it does not start
 */
export async function startServer(store: StoreName, file: string): Promise<StoreServer> {
  const options = ['-C', 'solutions', '--import', 'tsx', SCRIPT, store, file]
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(Number(line)))
    child.once('exit', () => reject(new Error(said || 'the server did not start')))
  })
  return { url: `http://127.0.0.1:${port}`, end: (signal) => end(child, signal) }
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  const start = performance.now()
  const exited = once(child, 'exit')
  child.kill(signal)
  const [code] = await exited
  return { code: code as number | null, milliseconds: performance.now() - start }
}
