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
import { messageClassesOf } from './message-classes.ts'

/** Limits in milliseconds. By default, Node allows a minute and a half for the headers. */
const LIMITS = {
  /** From the first byte of a connection, or of its next request, to the end of the headers. */
  headersTimeout: 10_000,
  /** To the end of the body: 2.5 MB in a minute are 44 kB per second. */
  requestTimeout: 60_000,
  /** How long an open connection can wait for its next request. */
  keepAliveTimeout: 5_000,
  /** How often Node looks for connections that exceed a limit. */
  connectionsCheckingInterval: 1_000,
  /** A missing Host is refused below, because Node's own response has no body. */
  requireHostHeader: false,
}
/** After this time without sending or reading, the client does not accept its response. */
const IDLE = 60_000
/** Each connection takes about 20 kB. Additional ones are closed immediately. */
const MAX_CONNECTIONS = 20_000

/** A server with time limits for every client, which also sends Node's own errors as JSON. */
export function createApiServer(listener: RequestListener): Server {
  const options = { ...LIMITS, ...messageClassesOf(listener) }
  const server = createServer(options, (request, response) => {
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

/** RFC 9112, 3.2: a request of HTTP/1.1 has exactly one Host. */
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

/** Invalid HTTP never reaches the app, so it is answered here. */
function refuseMalformed(error: NodeJS.ErrnoException, stream: Duplex): void {
  // Node stores the current response of the connection here.
  const { _httpMessage: begun, writable } = stream as Duplex & { _httpMessage?: ServerResponse }
  if (error.code === 'ECONNRESET' || !writable || begun?.headersSent) return void stream.destroy()
  refuseConnection(stream, STATUS_OF_ERROR.get(error.code ?? '') ?? 400)
}

/** Responds where Node has no response object, and closes the connection. */
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
