import { Duplex, type Readable, type Writable } from 'node:stream'

/** What a frame is: a message in JSON, or a piece or the end of one of the connections. */
const MESSAGE = 0
const DATA = 1
const END = 2
const HEADER = 9

/** No piece of a connection and no message is larger than this. */
const LARGEST_FRAME = 8 * 1024 * 1024

/** How many frames may come in, where there is a limit at all: an honest tree sends a tenth. */
const MOST_FRAMES = 200_000

/** What is told of what comes in. */
export interface ChannelEvents {
  onMessage(message: unknown): void
  /** The other side has opened a connection. */
  onConnection?(connection: Duplex): void
  /** Is called before a piece of a connection is sent. */
  onSend?(): void
  /** What came is not what the other side would write by itself, or more than was agreed. */
  onFault(reason: string): void
}

/**
 * Messages and any number of connections over two streams: all that leads into a sandbox and out.
 *
 * Nothing that comes in is trusted: what does not fit is a fault, and `limit` bounds all of it.
 */
export class Channel {
  readonly #output: Writable
  readonly #events: ChannelEvents
  readonly #connections = new Map<number, Duplex>()
  #pending: Buffer[] = []
  #size = 0
  #needed = HEADER
  #left: number
  #framesLeft: number
  #lastId = 0

  constructor(input: Readable, output: Writable, events: ChannelEvents, limit = Infinity) {
    this.#output = output
    this.#events = events
    this.#left = limit
    this.#framesLeft = limit === Infinity ? Infinity : MOST_FRAMES
    input.on('data', (chunk: Buffer) => this.#take(chunk))
    input.on('close', () => this.close())
    input.on('error', () => {})
    output.on('error', () => {})
  }

  send(message: unknown): void {
    this.#write(MESSAGE, 0, Buffer.from(JSON.stringify(message)))
  }

  /** Opens a connection; the other side is told with its first bytes. */
  connect(): Duplex {
    this.#lastId += 1
    return this.#open(this.#lastId)
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.destroy()
    this.#connections.clear()
    this.#pending = []
  }

  #open(id: number): Duplex {
    const connection: Duplex = new Duplex({
      allowHalfOpen: false,
      read() {},
      write: (chunk: Buffer, _encoding, done) => {
        this.#events.onSend?.()
        this.#write(DATA, id, chunk)
        done()
      },
      // The head and the body of a message come apart, and go together.
      writev: (pieces, done) => {
        this.#events.onSend?.()
        this.#write(DATA, id, Buffer.concat(pieces.map(({ chunk }) => chunk as Buffer)))
        done()
      },
      final: (done) => {
        this.#write(END, id, Buffer.alloc(0))
        done()
      },
      destroy: (_error, done) => {
        if (this.#connections.delete(id)) this.#write(END, id, Buffer.alloc(0))
        done(null)
      },
    })
    // What Node's HTTP asks of a socket, and a pipe cannot do.
    const nothing = () => connection
    Object.assign(connection, {
      setKeepAlive: nothing,
      setNoDelay: nothing,
      setTimeout: nothing,
      ref: nothing,
      unref: nothing,
    })
    // A broken connection is not an error here: its close tells the client.
    connection.on('error', () => {})
    this.#connections.set(id, connection)
    return connection
  }

  #write(type: number, id: number, body: Buffer): void {
    if (!this.#output.writable) return
    // All that is said at one time takes one system call, and wakes the other side once.
    if (this.#output.writableCorked === 0) {
      this.#output.cork()
      process.nextTick(() => this.#output.uncork())
    }
    const header = Buffer.alloc(HEADER)
    header.writeUInt8(type, 0)
    header.writeUInt32BE(id, 1)
    header.writeUInt32BE(body.length, 5)
    this.#output.write(Buffer.concat([header, body]))
  }

  #take(chunk: Buffer): void {
    this.#left -= chunk.length
    this.#pending.push(chunk)
    this.#size += chunk.length
    try {
      while (this.#left >= 0 && this.#framesLeft >= 0 && this.#size >= this.#needed) this.#next()
      if (this.#left < 0 || this.#framesLeft < 0)
        throw new RangeError('it sent more than any response needs')
    } catch (error) {
      this.close()
      this.#events.onFault((error as Error).message)
    }
  }

  #next(): void {
    const [first] = this.#pending as [Buffer]
    // Many small frames come in one chunk: copying it for each would cost the square of its length.
    const all = this.#pending.length === 1 ? first : Buffer.concat(this.#pending)
    const length = all.readUInt32BE(5)
    if (length > LARGEST_FRAME) throw new RangeError('what it sent is not a response')
    const end = HEADER + length
    // Joined once a frame is whole: joining at every chunk would cost the square of its length.
    this.#needed = end > all.length ? end : HEADER
    this.#pending = [end > all.length ? all : all.subarray(end)]
    if (end > all.length) return
    this.#framesLeft -= 1
    this.#size -= end
    this.#handle(all.readUInt8(0), all.readUInt32BE(1), all.subarray(HEADER, end))
  }

  #handle(type: number, id: number, body: Buffer): void {
    if (type === MESSAGE) this.#events.onMessage(JSON.parse(body.toString('utf8')))
    else if (type === DATA) this.#connection(id)?.push(body)
    else if (type === END) {
      this.#connections.get(id)?.push(null)
      this.#connections.delete(id)
    } else throw new RangeError('what it sent is not a response')
  }

  /** The connection of this number; a new one where the other side may open them. */
  #connection(id: number): Duplex | undefined {
    const known = this.#connections.get(id)
    if (known || !this.#events.onConnection || id <= this.#lastId) return known
    this.#lastId = id
    const connection = this.#open(id)
    this.#events.onConnection(connection)
    return connection
  }
}
