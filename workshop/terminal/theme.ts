import { styleText } from 'node:util'

/** The styles of parts of the text. The plain theme uses only words. */
export interface Theme {
  strong(text: string): string
  weak(text: string): string
  good(text: string): string
  bad(text: string): string
  /** A path that opens the file, if the terminal supports that. */
  link(text: string, url: string): string
  /** What to do next: a key if keys can be pressed, or a command. */
  key(letter: string, command: string): string
  /** The state of a step. */
  mark: { done: string; here: string; broken: string; open: string }
  bar(done: number, all: number): string
}

const asItIs = (text: string) => text

export const plainTheme: Theme = {
  strong: asItIs,
  weak: asItIs,
  good: asItIs,
  bad: asItIs,
  link: asItIs,
  key: (_letter, command) => command,
  mark: { done: 'done: ', here: 'here: ', broken: 'broken: ', open: 'to do: ' },
  bar: () => '',
}

const BAR_WIDTH = 20

/** Only sixteen colours and bold, which follow the terminal's own palette. */
export const colourTheme: Theme = {
  strong: (text) => styleText('bold', text, { validateStream: false }),
  weak: (text) => styleText('dim', text, { validateStream: false }),
  good: (text) => styleText('green', text, { validateStream: false }),
  bad: (text) => styleText('red', text, { validateStream: false }),
  link: (text, url) => `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`,
  key: (letter, command) => `${letter}, or ${command}`,
  mark: { done: '✓ ', here: '▸ ', broken: '✗ ', open: '· ' },
  bar(done, all) {
    const filled = Math.round((done / all) * BAR_WIDTH)
    return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} `
  },
}

/** The theme of a screen. NO_COLOR removes only the colours. */
export function screenTheme(): Theme {
  if (!process.env.NO_COLOR) return colourTheme
  return { ...colourTheme, weak: asItIs, good: asItIs, bad: asItIs }
}

/** A unified diff as lines, with added and removed lines marked. */
export function diffLines(diff: string, theme: Theme): string[] {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (/^(---|\+\+\+) /.test(line)) return theme.strong(line)
      if (line.startsWith('+')) return theme.good(line)
      if (line.startsWith('-')) return theme.bad(line)
      return line.startsWith('@@') ? theme.weak(line) : line
    })
}
