import { fileURLToPath } from 'node:url'
import { shownPath } from '../paths.ts'

const FRAME = /^\s*at (?:.*\()?((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+):\d+\)?$/

/** Where in people's own files an error came from, innermost first: `steps/app.ts:12`. */
export function projectFrames(error: unknown): string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : []
  return lines.flatMap((line) => {
    const [, place = '', row] = FRAME.exec(line) ?? []
    if (place === '' || place.includes('node_modules')) return []
    return [`${shownPath(place.startsWith('file:') ? fileURLToPath(place) : place)}:${row}`]
  })
}
