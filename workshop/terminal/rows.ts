import { stripVTControlCharacters } from 'node:util'

/** How many rows a line takes: a terminal breaks what is longer than its width. */
export function rowsOf(line: string, width: number): number {
  return Math.max(1, Math.ceil(stripVTControlCharacters(line).length / width))
}

/** How many rows some lines take. */
export function heightOf(lines: string[], width: number): number {
  return lines.reduce((height, line) => height + rowsOf(line, width), 0)
}

/** The lines from `from` on that fit into so many rows. */
export function visibleLines(lines: string[], from: number, rows: number, width: number): string[] {
  const visible: string[] = []
  let left = rows
  for (const line of lines.slice(from)) {
    left -= rowsOf(line, width)
    if (left < 0) break
    visible.push(line)
  }
  return visible
}
