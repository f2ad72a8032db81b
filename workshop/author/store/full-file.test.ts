import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

const SCRIPT = path.join(import.meta.dirname, '..', '..', 'commands', 'api.ts')
const ada = { username: 'ada', password: 'analytical-engine' }
/** `npm run test:store` runs more. */
const TASKS = process.env.STORE_ROUNDS ? 300 : 60
/** Just below the limit of a body. */
const description = 'x'.repeat(2_600_000 - 1000)

interface Api {
  url: string
  child: ChildProcess
}

async function start(file: string): Promise<Api> {
  const options = ['--import', 'tsx', SCRIPT, '--port', '0', '--data', file]
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    if (said.includes('Ctrl-C')) break
  }
  return { url: /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? said, child }
}

async function stop({ child }: Api): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

it('refuses tasks that it could not read again, and keeps those that it accepted', async () => {
  const file = path.join(temporaryFolder(), 'api.json')
  let api = await start(file)
  const ask = (to: string, body?: object, headers = {}) =>
    fetch(api.url + to, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
    })
  await ask('/api/register/', ada)
  const { token } = (await (await ask('/api/login/', ada)).json()) as { token: string }
  const headers = { Authorization: `Token ${token}` }
  const statuses: number[] = []
  for (let n = 0; n < TASKS; n++) {
    const response = await ask('/api/tasks/', { title: `${n}`, description }, headers)
    statuses.push(response.status)
    await response.arrayBuffer()
  }
  const stored = statuses.filter((status) => status === 201).length
  expect(statuses.slice(stored)).toEqual(Array(TASKS - stored).fill(507))
  expect(stored).toBeGreaterThan(30)
  const titles = async () => {
    const response = await ask('/api/tasks/', undefined, headers)
    expect(response.status).toBe(200)
    return ((await response.json()) as { title: string }[]).map(({ title }) => Number(title))
  }
  expect(await titles()).toEqual(Array.from({ length: stored }, (_, n) => n))
  await stop(api)
  api = await start(file)
  expect(await titles()).toHaveLength(stored)
  await stop(api)
}, 120_000)
