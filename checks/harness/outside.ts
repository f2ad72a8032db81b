let outside: string[] = []

/** Records what the tree's code has thrown without an effect on the response. */
export function noteOutside(error: unknown): void {
  outside.push(error instanceof Error ? error.name : String(error))
}

/** What has been recorded since the last call. */
export function takeOutside(): string[] {
  const taken = outside
  outside = []
  return taken
}
