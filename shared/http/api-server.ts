import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { DEFAULT_HEADERS } from './default-headers.ts'

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

/** A server with time limits for every client, which also sends Node's own errors as JSON. */
export function createApiServer(listener: RequestListener): Server {
  const server = createServer(LIMITS, (request, response) => {
    if (namesOneHost(request)) listener(request, response)
    else refuse(response, 400)
  })
  server.maxConnections = MAX_CONNECTIONS
  server.setTimeout(IDLE)
  server.on('clientError', refuseMalformed)
  server.on('checkExpectation', (_request, response) => refuse(response, 417))
  server.on('connect', (_request, socket) => refuseConnection(socket, 501))
  return server
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
function refuseMalformed(error: NodeJS.ErrnoException, stream: Duplex): void {
  // Node keeps here what it is writing to this connection.
  const { _httpMessage: begun, writable } = stream as Duplex & { _httpMessage?: ServerResponse }
  if (error.code === 'ECONNRESET' || !writable || begun?.headersSent) return void stream.destroy()
  refuseConnection(stream, STATUS_OF_ERROR.get(error.code ?? '') ?? 400)
}

/** Answers where Node has no response to write to, and closes the connection. */
function refuseConnection(socket: Duplex, status: number): void {
  const body = refusalBody(status)
  const headers = { ...refusalHeaders, 'Content-Length': body.length, Connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
}

function refuse(response: ServerResponse, status: number): void {
  const body = refusalBody(status)
  const headers = { ...refusalHeaders, 'Content-Length': body.length, Connection: 'close' }
  response.writeHead(status, headers).end(body)
}

const refusalHeaders = { 'Content-Type': 'application/json', ...DEFAULT_HEADERS }

function refusalBody(status: number): string {
  return JSON.stringify({ detail: `${STATUS_CODES[status]}.` })
}
