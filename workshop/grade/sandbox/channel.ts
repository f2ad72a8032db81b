import { Duplex, type Readable, type Writable } from 'node:stream'

/** The types of frames: a JSON message, or a piece or the end of a connection. */
const MESSAGE = 0
const DATA = 1
const END = 2
const HEADER = 9

/** The largest size of a piece or a message. */
const LARGEST_FRAME = 8 * 1024 * 1024

/** The largest number of frames, if there is a limit. An honest tree sends a tenth of it. */
const MOST_FRAMES = 200_000

/** The events of a channel. */
export interface ChannelEvents {
  onMessage(message: unknown): void
  /** The other side has opened a connection. */
  onConnection?(connection: Duplex): void
  /** Called before a piece of a connection is sent. */
  onSend?(): void
  /** The input is not valid, or exceeds the limit. */
  onFault(reason: string): void
}

/**
 * Messages and connections over two streams: all communication of a sandbox.
 *
 * No input is trusted: an invalid frame is a fault, and `limit` bounds the total size.
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

  /** Opens a connection. The other side learns of it with the first bytes. */
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
      // Node writes the head and the body separately. They are sent together.
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
    // Methods that Node's HTTP calls on a socket.
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
    // All frames of one tick are sent with one system call, and wake the other side once.
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
    // A chunk can contain many small frames: copying it for each would take quadratic time.
    const all = this.#pending.length === 1 ? first : Buffer.concat(this.#pending)
    const length = all.readUInt32BE(5)
    if (length > LARGEST_FRAME) throw new RangeError('what it sent is not a response')
    const end = HEADER + length
    // Chunks are joined when a frame is complete: joining at every chunk would take quadratic time.
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

  /** The connection with this number, or a new one if the other side may open one. */
  #connection(id: number): Duplex | undefined {
    const known = this.#connections.get(id)
    if (known || !this.#events.onConnection || id <= this.#lastId) return known
    this.#lastId = id
    const connection = this.#open(id)
    this.#events.onConnection(connection)
    return connection
  }
}
