import type { ServerResponse } from 'node:http'

/**
 * A browser allows six connections to a host for all of its tabs together. Each stream keeps one
 * open, and the page needs some for requests.
 */
const MOST = 3
/** The largest backlog of a tab that does not read. Then it is closed, and connects again. */
const MOST_WAITING = 4_000_000
const STILL_HERE = 15_000

/** The connected tabs. Each gets the newest event of every kind. */
export class Streams {
  readonly #open: ServerResponse[] = []
  readonly #newest = new Map<string, string>()
  readonly #timer = setInterval(() => this.#write(': here\n\n'), STILL_HERE)

  constructor() {
    this.#timer.unref()
  }

  get size(): number {
    return this.#open.length
  }

  /**
   * Starts a stream. If there are too many, the oldest one is closed, and shows that the page is
   * open elsewhere.
   */
  add(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    response.write('retry: 500\n\n')
    for (const [event, data] of this.#newest) response.write(messageOf(event, data))
    this.#open.push(response)
    response.on('close', () => this.#remove(response))
    response.on('error', () => this.#remove(response))
    if (this.#open.length <= MOST) return
    const oldest = this.#open.shift()
    oldest?.end(messageOf('moved', '{}'))
  }

  /** Sends an event to all tabs and to those that connect later, if it has changed. */
  send(event: string, content: unknown): void {
    const data = JSON.stringify(content)
    if (this.#newest.get(event) === data) return
    this.#newest.set(event, data)
    this.#write(messageOf(event, data))
  }

  close(): void {
    clearInterval(this.#timer)
    for (const response of this.#open.splice(0)) response.destroy()
  }

  #write(text: string): void {
    for (const response of [...this.#open]) {
      if (response.writableLength > MOST_WAITING) response.destroy()
      else response.write(text)
    }
  }

  #remove(response: ServerResponse): void {
    const at = this.#open.indexOf(response)
    if (at >= 0) this.#open.splice(at, 1)
  }
}

function messageOf(event: string, data: string): string {
  return `event: ${event}\ndata: ${data}\n\n`
}
