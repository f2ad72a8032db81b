/** A function that is called and awaited each time the signal is sent. */
export type Receiver<Event> = (event: Event) => void | Promise<void>

interface Connection<Sender> {
  sender: Sender | null
  receiver: Receiver<never>
}

/**
 * A list of receivers, each connected to one sender or, with `null`, to every sender.
 *
 * https://docs.djangoproject.com/en/stable/topics/signals/
 */
export class Signal<Sender> {
  readonly #connections: Connection<Sender>[] = []

  /** Connects `receiver` to `sender`. Connecting the same pair again changes nothing. */
  connect<Event>(sender: Sender | null, receiver: Receiver<Event>): void {
    const known = this.#connections.some((c) => c.sender === sender && c.receiver === receiver)
    if (!known) this.#connections.push({ sender, receiver })
  }

  /** Whether `sender` has a receiver. */
  hasListeners(sender: Sender): boolean {
    return this.#connections.some((connection) => isFor(connection, sender))
  }

  /** Calls the receivers of the sender one after the other. The first error stops. */
  async send<Event>(sender: Sender, event: Event): Promise<void> {
    for (const connection of this.#connections) {
      if (isFor(connection, sender)) await connection.receiver(event as never)
    }
  }
}

function isFor<Sender>(connection: Connection<Sender>, sender: Sender): boolean {
  return connection.sender === null || connection.sender === sender
}
