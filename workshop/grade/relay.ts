import { type AddressInfo, createServer, type Server } from 'node:net'
import type { Sandbox } from './sandbox/sandbox.ts'

/** An address of the grader's own that leads to the sandbox that is judged at the moment. */
export class Relay {
  readonly #server: Server
  #sandbox: Sandbox | undefined

  private constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => {})
      if (!this.#sandbox || this.#sandbox.ended) return socket.destroy()
      const connection = this.#sandbox.connect()
      connection.on('close', () => socket.destroySoon())
      socket.on('close', () => connection.destroy())
      socket.pipe(connection).pipe(socket)
    })
  }

  static async open(): Promise<Relay> {
    const relay = new Relay()
    await new Promise<void>((resolve) => relay.#server.listen(0, '127.0.0.1', resolve))
    return relay
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  leadTo(sandbox: Sandbox): void {
    this.#sandbox = sandbox
  }

  close(): void {
    this.#server.close()
  }
}
