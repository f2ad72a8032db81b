import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { Streams } from './streams.ts'

let server: Server | undefined
const streams: Streams[] = []

afterEach(() => {
  for (const each of streams.splice(0)) each.close()
  server?.closeAllConnections()
  server?.close()
})

async function serve(): Promise<Streams> {
  const made = new Streams()
  streams.push(made)
  server = createServer((_, response) => made.add(response))
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return made
}

/** A tab, and the events that it has received. */
async function listen(): Promise<{
  told: () => string
  ended: Promise<unknown>
  response: IncomingMessage
}> {
  const { port } = (server as Server).address() as AddressInfo
  const response = await new Promise<IncomingMessage>((resolve) => {
    get({ host: '127.0.0.1', port, agent: false }, resolve)
  })
  let text = ''
  response.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  response.on('error', () => {})
  return {
    told: () => text,
    ended: new Promise((resolve) => response.once('close', resolve)),
    response,
  }
}

const until = (isSo: () => boolean) => expect.poll(isSo).toBe(true)

it('tells a tab that comes later how things stand', async () => {
  const made = await serve()
  made.send('state', { step: 1 })
  made.send('state', { step: 2 })
  made.send('matrix', { rows: [] })
  const tab = await listen()
  await until(() => tab.told().includes('event: matrix'))
  expect(tab.told()).toContain('data: {"step":2}')
  expect(tab.told()).not.toContain('data: {"step":1}')
})

it('sends nothing that has not changed', async () => {
  const made = await serve()
  const tab = await listen()
  made.send('state', { step: 1 })
  made.send('state', { step: 1 })
  made.send('state', { step: 2 })
  await until(() => tab.told().includes('{"step":2}'))
  expect(tab.told().match(/event: state/g)).toHaveLength(2)
})

it('keeps line breaks of what it tells out of the protocol', async () => {
  const made = await serve()
  const tab = await listen()
  made.send('state', { text: 'a\n\nevent: moved\ndata: {}\n\n' })
  await until(() => tab.told().includes('event: state'))
  expect(tab.told().match(/^event: .*$/gm)).toEqual(['event: state'])
})

it('lets the oldest of four go, and says so', async () => {
  const made = await serve()
  const [first, second] = [await listen(), await listen()]
  await listen()
  expect(made.size).toBe(3)
  await listen()
  await first?.ended
  expect(first?.told()).toContain('event: moved')
  expect(second?.told()).not.toContain('event: moved')
  expect(made.size).toBe(3)
})

it('lets a tab go that reads nothing', async () => {
  const made = await serve()
  const tab = await listen()
  tab.response.pause()
  for (let count = 0; count < 30 && made.size > 0; count += 1) {
    made.send('state', { count, text: 'x'.repeat(1_000_000) })
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  expect(made.size).toBe(0)
})

it('forgets a tab that is closed', async () => {
  const made = await serve()
  const tab = await listen()
  tab.response.destroy()
  await until(() => made.size === 0)
  made.send('state', { step: 1 })
})
