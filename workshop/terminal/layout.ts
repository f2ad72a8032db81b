import { stripVTControlCharacters } from 'node:util'

/** Breaks a text at spaces into lines of a width; a word that is longer stands alone, whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** Cuts a text that does not fit. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0)).trimEnd()}…`
}

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
