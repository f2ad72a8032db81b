import path from 'node:path'
import { CHECKS } from '../paths.ts'
import { readSections } from './read-sections.ts'
import type { Place } from './read-words.ts'

/** The hints for one place, from a question to the lines. */
export interface Ladder {
  /** Markdown, without the number. */
  rungs: string[]
  /** A question for afterwards. */
  why?: string
}

/** The hints of a step, by place. */
export function readHints(step: string): Map<string, Ladder> {
  const sections = readSections(path.join(CHECKS, step, 'hints.md'))
  return new Map([...sections].map(([place, text]) => [place, parseLadder(text)]))
}

/** A place as the heading of its hints. */
export function headingOf({ file, symbol }: Place): string {
  return `${file} ${symbol}`.trim()
}

export function parseLadder(text: string): Ladder {
  const why = /^Why: *(.+)$/m.exec(text)?.[1]
  const rungs = text
    .replace(/^Why:.*$/m, '')
    .split(/^\d+\. /m)
    .slice(1)
    .map((rung) => rung.replaceAll(/^ {3}/gm, '').trim())
  return { rungs, why }
}
