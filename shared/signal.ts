/** A function that is called, and awaited, each time the signal is sent. */
export type Receiver<Event> = (event: Event) => void | Promise<void>

/**
 * A list of receivers, each connected to one sender or, with `null`, to every sender.
 *
 * https://docs.djangoproject.com/en/stable/topics/signals/
 */
export class Signal<Sender> {
  readonly #connections: { sender: Sender | null; receiver: Receiver<never> }[] = []

  /** Calls `receiver` whenever `sender` sends; connecting the same pair again changes nothing. */
  connect<Event>(sender: Sender | null, receiver: Receiver<Event>): void {
    const known = this.#connections.some((c) => c.sender === sender && c.receiver === receiver)
    if (!known) this.#connections.push({ sender, receiver })
  }

  /** Calls the sender's receivers one after the other; the first error ends it. */
  async send<Event>(sender: Sender, event: Event): Promise<void> {
    for (const connection of this.#connections) {
      if (connection.sender !== null && connection.sender !== sender) continue
      await connection.receiver(event as never)
    }
  }
}
