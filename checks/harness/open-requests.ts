import type { IncomingMessage } from 'node:http'

const open = new Set<IncomingMessage>()

/** Follows a request until it has been read to its end, or is closed. */
export function followRequest(request: IncomingMessage): void {
  open.add(request)
  request.once('close', () => open.delete(request))
}

/** Tells whether the API reads the body of a request, and waits for it. */
export async function waitsForBody() {
  const isWaiting = [...open].some((each) => !each.complete && each.readableFlowing !== null)
  return { isWaiting }
}
