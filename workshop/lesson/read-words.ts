import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { CHECKS } from '../paths.ts'
import { readSections } from './read-sections.ts'

/** A place in the learner's tree. */
export interface Place {
  /** A path below steps/, with forward slashes. */
  file: string
  symbol: string
}

/** What a learner is told when a fact does not hold. */
export interface Words {
  whatToDo: string
  place?: Place
}

/** The words of a step by fact; a fact without words is told without them. */
export function readWords(step: string): Map<string, Words> {
  const sections = readSections(path.join(CHECKS, step, 'words.md'))
  return new Map([...sections].map(([fact, text]) => [fact, parseWords(text)]))
}

/** Why a step matters, for those who have done it; its words may say so in a line of the head. */
export function readWhy(step: string): string | undefined {
  const file = path.join(CHECKS, step, 'words.md')
  if (!existsSync(file)) return undefined
  const [head = ''] = readFileSync(file, 'utf8').split(/^## /m)
  return /^Why: *(.+)$/m.exec(head)?.[1]?.trim()
}

export function parseWords(text: string): Words {
  const open = /^Open: *(\S+) *(\S*)$/m.exec(text)
  const whatToDo = text
    .replace(/^Open:.*$/m, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (!open) return { whatToDo }
  return { whatToDo, place: { file: open[1] as string, symbol: open[2] ?? '' } }
}
