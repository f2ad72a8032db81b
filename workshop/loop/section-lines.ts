import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Section } from '../failure/format-failure.ts'
import { ROOT } from '../paths.ts'
import type { Theme } from '../terminal/theme.ts'
import { wrap } from '../terminal/wrap.ts'

const INDENT = '  '

/** A labelled part as lines: prose is wrapped, what is to be copied stays whole. */
export function sectionLines({ label, lines }: Section, theme: Theme, width: number): string[] {
  const shown = lines.flatMap((line) => {
    if (label === 'Open') return [theme.link(theme.strong(line), urlOf(line))]
    if (label === 'Hint') return [theme.key('h', line)]
    if (label === 'Does not hold') return wrap(line, width - INDENT.length).map(theme.strong)
    return isProse(label, line) ? wrap(line, width - INDENT.length) : [line]
  })
  const heading = label === 'Does not hold' ? theme.bad(`${label}:`) : theme.weak(`${label}:`)
  return [heading, ...shown.map((line) => INDENT + line)]
}

/** Lines to be copied stay whole; the terminal breaks them where it must. */
function isProse(label: string, line: string): boolean {
  return (
    ['What to do', 'Looks like'].includes(label) || (label === 'Sent' && !line.startsWith('curl '))
  )
}

/** `steps/03-login/backends.ts:12` as a URL; only Visual Studio Code takes the line from it. */
function urlOf(place: string): string {
  const [, file = place, line] = /^(.*):(\d+)$/.exec(place) ?? []
  const { href } = pathToFileURL(path.join(ROOT, file))
  return process.env.TERM_PROGRAM === 'vscode' && line ? `${href}#L${line}` : href
}
