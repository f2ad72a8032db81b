import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Express } from 'express'
import { DEFAULT_HEADERS } from './default-headers.ts'

/** How long a running answer may take when the server stops, in milliseconds. */
const GRACE = 4000

/** Node's own limits, in milliseconds; left alone, headers may take a minute and a half. */
const LIMITS = {
  /** From the first byte of a connection, or of its next request, to the end of the headers. */
  headersTimeout: 10_000,
  /** To the end of the body: 2.5 MB within a minute are 44 kB a second. */
  requestTimeout: 60_000,
  /** How long an open connection may wait for its next request. */
  keepAliveTimeout: 5_000,
  /** How often Node looks for those who take longer. */
  connectionsCheckingInterval: 1_000,
  /** A missing Host is answered below: Node's own answer is empty. */
  requireHostHeader: false,
}
/** Nothing sent, nothing read for so long: the client does not take its answer. */
const IDLE = 60_000
/** Each takes some 20 kB; more than these are closed at once. */
const MAX_CONNECTIONS = 20_000

/** An app that answers, and how to stop it. */
export interface Listening {
  port: number
  /** Takes no more requests; resolves when the running ones are answered, or after four seconds. */
  stop(): Promise<void>
}

/**
 * Lets an app answer on a port; port 0 takes any free one.
 *
 * @throws the system's error when the port cannot be had
 */
export async function listen(app: Express, port: number, host: string): Promise<Listening> {
  const server = createServer(LIMITS)
  server.maxConnections = MAX_CONNECTIONS
  server.setTimeout(IDLE)
  const connections = new Set<Socket>()
  const running = new Set<ServerResponse>()
  server.on('clientError', (error, socket) => {
    const begun = [...running].some(({ req, headersSent }) => req.socket === socket && headersSent)
    if (begun) socket.destroy()
    else refuseMalformed(error, socket as Socket)
  })
  server.on('checkExpectation', (_request, response) => refuse(response, 417))
  server.on('connect', (_request, socket) => refuseConnection(socket as Socket, 501))
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', (request, response) => {
    running.add(response)
    response.once('close', () => running.delete(response))
    if (namesOneHost(request)) app(request, response)
    else refuse(response, 400)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => stop(server, connections, running),
  }
}

/** RFC 9112, 3.2: a request of HTTP/1.1 says once whom it is for. */
function namesOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === 'host') hosts += 1
  }
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0')
}

const STATUS_OF_ERROR = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
])

/** What is no HTTP never reaches the app, so it is answered here. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  refuseConnection(socket, STATUS_OF_ERROR.get(error.code ?? '') ?? 400)
}

/** Answers where Node has no response to write to, and closes the connection. */
function refuseConnection(socket: Socket, status: number): void {
  const body = refusalBody(status)
  const headers = { ...refusalHeaders, 'Content-Length': body.length, Connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...refusalHeaders, Connection: 'close' }).end(refusalBody(status))
}

const refusalHeaders = { 'Content-Type': 'application/json', ...DEFAULT_HEADERS }

function refusalBody(status: number): string {
  return JSON.stringify({ detail: `${STATUS_CODES[status]}.` })
}

async function stop(
  server: Server,
  connections: Set<Socket>,
  running: Set<ServerResponse>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const response of running) {
    if (!response.headersSent) response.setHeader('Connection', 'close')
    response.once('close', () => response.req.socket.destroySoon())
  }
  const busy = new Set([...running].map((response) => response.req.socket))
  // closeIdleConnections() would leave those open that have not asked anything yet.
  for (const socket of connections) if (!busy.has(socket)) socket.destroy()
  const deadline = setTimeout(() => server.closeAllConnections(), GRACE)
  await closed
  clearTimeout(deadline)
}
