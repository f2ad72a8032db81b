import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findPython } from '../../../checks/drf/find-python.ts'
import type { BenchServer } from './start-server.ts'

const DEADLINE = 20_000

/**
 * Starts the real Django REST framework with gunicorn. Undefined if it is not installed.
 *
 * @param database the URL of an empty PostgreSQL database; by default, SQLite
 */
export async function startGunicorn(
  folder: string,
  { database = '', records = 0, workers = 1 } = {},
): Promise<BenchServer | undefined> {
  const python = findPython()
  const needs = database ? 'import gunicorn, psycopg2' : 'import gunicorn'
  if (!python || spawnSync(python, ['-c', needs]).status !== 0) return undefined
  const port = await freePort()
  const keyFile = path.join(folder, 'key')
  // This kind of worker keeps connections open, as the other servers do.
  const worker = ['--workers', `${workers}`, '--worker-class', 'gthread', '--threads', '4']
  const options = ['-m', 'gunicorn', 'gunicorn_app:application', '--preload', ...worker]
  const child = spawn(python, [...options, '--bind', `127.0.0.1:${port}`, '--log-level', 'error'], {
    cwd: import.meta.dirname,
    env: {
      ...process.env,
      BENCH_KEY_FILE: keyFile,
      BENCH_DATABASE: database,
      BENCH_RECORDS: `${records}`,
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const kill = () => child.kill()
  process.once('exit', kill)
  const url = `http://127.0.0.1:${port}`
  const ended = once(child, 'exit').then(() => {
    throw new Error('gunicorn ended before it responded')
  })
  await Promise.race([untilItAnswers(url), ended])
  ended.catch(() => {})
  return {
    name: 'Django REST framework, gunicorn',
    url,
    authorization: `Token ${readFileSync(keyFile, 'utf8')}`,
    async stop() {
      process.off('exit', kill)
      child.kill()
      await once(child, 'exit')
      return undefined
    },
  }
}

/** gunicorn cannot choose a free port itself and report it. */
async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function untilItAnswers(url: string): Promise<void> {
  for (const end = Date.now() + DEADLINE; Date.now() < end; await setTimeout(100)) {
    if (await fetch(url).catch(() => undefined)) return
  }
  throw new Error('gunicorn does not respond')
}
