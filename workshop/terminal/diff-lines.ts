import type { Theme } from './theme.ts'

/** A unified diff as lines, what is added and what is taken away told apart. */
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
