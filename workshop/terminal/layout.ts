import { stripVTControlCharacters } from 'node:util'

/** A readable width that also suits a log, and never wider than the terminal. */
export function plainWidth(): number {
  return Math.min(100, process.stdout.columns || 100)
}

/** Wraps a text at spaces. A longer word stays on its own line. */
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

/** A wrapped text after a mark or an indentation. Its other lines begin below its first word. */
export function hanging(mark: string, text: string, width: number): string[] {
  const indent = ' '.repeat(mark.length)
  return wrap(text, width - mark.length).map((line, at) => (at === 0 ? mark : indent) + line)
}

/** Cuts a text that does not fit. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0)).trimEnd()}…`
}

/** The number of rows of a line: a terminal wraps lines that are longer than its width. */
export function rowsOf(line: string, width: number): number {
  return Math.max(1, Math.ceil(stripVTControlCharacters(line).length / width))
}

/** The number of rows of some lines. */
export function heightOf(lines: string[], width: number): number {
  return lines.reduce((height, line) => height + rowsOf(line, width), 0)
}

/** The lines from `from` on that fit into a number of rows. */
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
