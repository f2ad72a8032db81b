const PLACE = /^((?:steps|breaks|shared)\/[\w./-]+\.ts:\d+)(?: in .+)?$/

/** Every line of the learner's own files and of shared/ that the data of the page contains. */
export function placesIn(content: unknown, found = new Set<string>()): Set<string> {
  if (typeof content === 'string') {
    const [, place] = PLACE.exec(content) ?? []
    if (place && !place.includes('..')) found.add(place)
  } else if (typeof content === 'object' && content !== null) {
    for (const each of Object.values(content)) placesIn(each, found)
  }
  return found
}
