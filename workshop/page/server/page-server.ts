import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Asset } from './bundle.ts'
import { Guard, HEADERS, type Turned } from './guard.ts'
import type { Streams } from './streams.ts'

/** Runs an action of the page. Returns undefined if its input is not valid. */
export type Action = (told: Record<string, unknown>) => Promise<object | undefined>

/** What the guard protects. */
export interface Content {
  assets: ReadonlyMap<string, Asset>
  actions: Readonly<Record<string, Action>>
  streams: Streams
  /** Called when a tab connects. */
  onStream(): void
}

/** The largest request of the page. */
const LARGEST = 65_536
const LIMITS = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 }

/** The page's HTTP server: only on loopback, on a random port, behind its guard. */
export class PageServer {
  readonly #guard = new Guard()
  readonly #content: Content
  readonly #server: Server

  constructor(content: Content) {
    this.#content = content
    this.#server = createServer({ ...LIMITS, maxHeaderSize: 8192 }, (request, response) => {
      this.#answer(request, response).catch(() => this.#fail(response))
    })
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    this.#guard.listenOn((this.#server.address() as AddressInfo).port)
  }

  newLink(): string {
    return this.#guard.newLink()
  }

  async close(): Promise<void> {
    this.#content.streams.close()
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const turned = this.#guard.turn(request) ?? (await this.#route(request, response))
    if (turned) reply(response, turned)
  }

  /** Sends a response, or returns the one to send. */
  async #route(request: IncomingMessage, response: ServerResponse): Promise<Turned | undefined> {
    const { url = '', method } = request
    const { assets, actions, streams, onStream } = this.#content
    const asset = method === 'GET' ? assets.get(url) : undefined
    if (asset) return { status: 200, text: asset.text, headers: { 'Content-Type': asset.type } }
    if (method === 'GET' && url === '/events') {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
      streams.add(response)
      onStream()
      return undefined
    }
    const [, name = ''] = /^\/do\/([a-z]+)$/.exec(url) ?? []
    if (method !== 'POST' || !Object.hasOwn(actions, name))
      return { status: 404, text: 'Not here.' }
    const body = await textOf(request)
    if (body === undefined) return { status: 413, text: 'Too large.' }
    const told = objectIn(body)
    const answer = told && (await actions[name]?.(told))
    if (!answer) return { status: 400, text: 'This cannot be done.' }
    const headers = { 'Content-Type': 'application/json' }
    return { status: 200, text: JSON.stringify(answer), headers }
  }

  /** The details of an error are for the terminal, not for the browser. */
  #fail(response: ServerResponse): void {
    if (response.headersSent) response.destroy()
    else reply(response, { status: 500, text: 'This did not work. Look at the terminal.' })
  }
}

function reply(response: ServerResponse, { status, text, headers }: Turned): void {
  const type = { 'Content-Type': 'text/plain; charset=utf-8' }
  response.writeHead(status, { ...HEADERS, ...type, ...headers }).end(text)
}

async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > LARGEST) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
