import { Agent, type Server } from 'node:http'
import { Duplex } from 'node:stream'

/**
 * Reaches a server in this process without a network. Sockets would take more time than the rest of
 * the request.
 */
export class LocalAgent extends Agent {
  readonly #server: Server

  constructor(server: Server) {
    super({ keepAlive: true })
    this.#server = server
  }

  /** Called by Node for each connection that a request needs. */
  override createConnection(): Duplex {
    const client = new End(false)
    // As the sockets of a server: the client can end its side before the response.
    const server = new End(true)
    client.connect(server)
    server.connect(client)
    this.#server.emit('connection', server)
    return client
  }
}

/** One end of a connection. */
class End extends Duplex {
  readonly remoteAddress = '127.0.0.1'
  #other: End | undefined

  constructor(allowHalfOpen: boolean) {
    super({ allowHalfOpen })
    // A broken connection is reported by its close.
    this.on('error', () => {})
  }

  connect(other: End): void {
    this.#other = other
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#other?.push(chunk)
    done()
  }

  override _final(done: () => void): void {
    this.#other?.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const other = this.#other
    // Data that was written before is still read.
    setImmediate(() => other?.destroy())
    done(error)
  }

  // Methods that Node's HTTP calls on a socket.
  setKeepAlive = () => this
  setNoDelay = () => this
  setTimeout = () => this
  ref = () => this
  unref = () => this
}
