import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '#subject/app.ts'
import { restart, startEmpty } from '../../../checks/harness/check-database.ts'
import { read } from './markdown.ts'

/** A line to paste, and the lines of its output. */
interface Exchange {
  curl: string
  answer: string[]
}

let server: Server

beforeAll(async () => {
  await startEmpty()
  server = createServer(createApp())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => server.close())

it('gets the responses that docs/try-it.md shows', async () => {
  const blocks = [...read('docs/try-it.md').matchAll(/```sh\n([\s\S]*?)```/g)]
  expect(blocks).toHaveLength(3)
  const keys = new Map<string, string>()
  for (const [at, [, block = '']] of blocks.entries()) {
    if (at === 2) await restart()
    for (const { curl, answer } of exchanges(block)) {
      const lines = await send(curl, keys)
      expect(lines.map(stable), curl).toEqual(answer.map(stable))
    }
  }
  expect([...keys.keys()]).toEqual(['ALICE', 'BOB'])
})

function exchanges(block: string): Exchange[] {
  return block.split(/^(?=curl )/m).map((part) => {
    const [curl = '', ...answer] = part.trimEnd().split('\n')
    return { curl, answer }
  })
}

/** Does what the curl line does, and stores the keys of logins by username. */
async function send(curl: string, keys: Map<string, string>): Promise<string[]> {
  const option = (name: string) =>
    curl.match(new RegExp(` -${name} ("[^"]*"|\\S+) `))?.[1]?.replaceAll('"', '')
  const form = option('d')
  const { port } = server.address() as AddressInfo
  const path = curl.match(/http:\/\/127\.0\.0\.1:8000(\S+)$/)?.[1]
  const authorization = option('H')?.replace('Authorization: ', '')
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: option('X') ?? (form ? 'POST' : 'GET'),
    headers: {
      ...(authorization && { Authorization: withKeys(authorization, keys) }),
      ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
    },
    body: form,
  })
  const body = await response.text()
  const name = form?.match(/^username=(\w+)/)?.[1]?.toUpperCase()
  const key = body.match(/"token":"(\w+)"/)?.[1]
  if (name && key) keys.set(name, key)
  const status = `HTTP/1.1 ${response.status} ${response.statusText}`
  return [...(curl.includes(' -i ') ? [status] : []), ...(body ? [body] : [])]
}

function withKeys(text: string, keys: Map<string, string>): string {
  return text.replace(/\b[A-Z]+$/, (name) => keys.get(name) ?? name)
}

/** The text without keys and moments, which differ in each run. */
function stable(line: string): string {
  return line
    .replace(/[0-9a-f]{40}/, 'KEY')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/, 'MOMENT')
}
