import { Agent } from 'node:http'
import type { Duplex } from 'node:stream'
import { roads } from '../../checks/harness/http-client.ts'
import type { Sandbox } from './sandbox/sandbox.ts'

/** A host name that leads to the current sandbox, over its pipes and never over a network. */
export class Relay extends Agent {
  readonly url: string
  #sandbox: Sandbox | undefined

  constructor(name: string) {
    super({ keepAlive: true })
    this.url = `http://${name}`
    roads.set(name, this)
  }

  leadTo(sandbox: Sandbox): void {
    this.destroy()
    this.#sandbox = sandbox
  }

  /** The current sandbox. */
  get sandbox(): Sandbox | undefined {
    return this.#sandbox
  }

  /** Called by Node for each connection that a request needs. */
  override createConnection(
    _options: object,
    done: (error: Error | null, connection?: Duplex) => void,
  ): Duplex | undefined {
    if (this.#sandbox && !this.#sandbox.ended) return this.#sandbox.connect()
    done(Object.assign(new Error('its process has ended'), { code: 'ECONNREFUSED' }))
    return undefined
  }
}
