import type { ChildProcess, Serializable } from 'node:child_process'

/**
 * Sends a message to a process. If it has ended, or ends meanwhile, nothing is thrown: the code that
 * waits for its response, or for its end, reports it.
 */
export function tell(child: ChildProcess, message: Serializable): void {
  // Without a callback, Node reports a broken pipe as an event that ends this process too.
  if (child.connected) child.send(message, () => {})
}

export function hasEnded({ exitCode, signalCode, connected }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null || !connected
}
