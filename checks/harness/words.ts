import { existsSync, readFileSync } from 'node:fs'

/** What a learner is told when a fact does not hold, from `checks/NN-name.words.md`. */
export interface Words {
  /** One or two sentences: what to do. */
  advice: string
  /** Where to do it: a file below the tree, and a symbol in it. */
  file: string
  symbol: string
}

/** The hints for one place, from a question to the lines, from `checks/NN-name.hints.md`. */
export interface Hints {
  rungs: string[]
  /** A question to think about once it works. */
  why?: string
}

/** The words of a step by fact; empty when there is no file. */
export function readWords(step: string): Map<string, Words> {
  return new Map(
    sections(step, 'words').map(([fact, text]) => {
      const [, file = '', symbol = ''] = /^Open: (\S+) (\S+)$/m.exec(text) ?? []
      return [fact, { advice: text.replace(/^Open: .*$/m, '').trim(), file, symbol }]
    }),
  )
}

/** The hints of a step by place, `file symbol` as in the words; empty when there is no file. */
export function readHints(step: string): Map<string, Hints> {
  return new Map(
    sections(step, 'hints').map(([place, text]) => {
      const [ladder = '', why] = text.split(/^Why: /m)
      const rungs = ladder.split(/^\d+\. /m).slice(1)
      return [place, { rungs: rungs.map(unindent), why: why?.trim() }]
    }),
  )
}

/** The `## ` headings of the step's file, each with the text below it. */
function sections(step: string, kind: 'words' | 'hints'): [heading: string, text: string][] {
  const file = new URL(`../${step}.${kind}.md`, import.meta.url)
  if (!existsSync(file)) return []
  const parts = readFileSync(file, 'utf8').replaceAll('\r\n', '\n').split(/^## /m).slice(1)
  return parts.map((part) => {
    const end = part.indexOf('\n')
    return [part.slice(0, end).trim(), part.slice(end + 1).trim()]
  })
}

/** Code below a numbered item is indented, as Markdown wants it. */
function unindent(rung: string): string {
  return rung.replaceAll(/^ {3}/gm, '').trim()
}
