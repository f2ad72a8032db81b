import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { tell } from '../../../checks/harness/child-process.ts'

/** A running server of the comparison. */
export interface BenchServer {
  name: string
  url: string
  /** The value of the `Authorization` header. */
  authorization: string
  /**
   * The processor time that it has used so far, in microseconds. Only our own processes report it.
   */
  cpu?(): Promise<number>
  stop(): Promise<Left | undefined>
}

/** What a server reports when it ends. */
export interface Left {
  /** The size of its data file, in megabytes. */
  file: number
  memory: number
  /** How long the last fold took, in milliseconds. */
  fold: number
}

/**
 * Starts one of our servers with this number of records.
 *
 * @throws Error if it ends before it listens
 */
export async function startServer(
  name: string,
  records: number,
  folder: string,
  more: { answers?: string; database?: string; processes?: string } = {},
): Promise<BenchServer> {
  const script = path.join(import.meta.dirname, 'run-server.ts')
  const options = ['--name', name, '--records', String(records), '--folder', folder]
  for (const [option, value] of Object.entries(more)) options.push(`--${option}`, value)
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...options], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const lines = createInterface({ input: child.stdout as Readable })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the server ${name} ended too early`)
    return JSON.parse(value)
  }
  const { url, key } = await next()
  const scheme = name === 'passport-http-bearer' ? 'Bearer' : 'Token'
  return {
    name,
    url,
    authorization: `${scheme} ${key}`,
    async cpu() {
      tell(child, 'cpu')
      const [used] = await once(child, 'message')
      return used
    },
    async stop() {
      child.kill('SIGTERM')
      process.off('exit', kill)
      return next()
    },
  }
}
