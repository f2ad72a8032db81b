import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { STEPS } from '../paths.ts'
import { parseSections } from './read-sections.ts'

/** What a step's README says, as far as the workshop shows it. */
export interface Readme {
  title: string
  /** What is true afterwards: one sentence. */
  promise: string
  /** What is to be done, in Markdown on one line each. */
  tasks: string[]
  /** The whole text; empty when there is none. */
  markdown: string
}

/** Reads the README of a step; without one, the step is known by its name only. */
export function readReadme(step: string): Readme {
  const file = path.join(STEPS, step, 'README.md')
  if (!existsSync(file)) return { title: step, promise: '', tasks: [], markdown: '' }
  return parseReadme(readFileSync(file, 'utf8'), step)
}

export function parseReadme(text: string, step: string): Readme {
  const markdown = text.replaceAll('\r\n', '\n')
  const [head = ''] = markdown.split(/^## /m)
  const title = /^# (.+)$/m.exec(head)?.[1] ?? step
  const promise =
    head
      .replace(/^# .+$/m, '')
      .trim()
      .split('\n\n')[0] ?? ''
  const tasks = (parseSections(markdown).get('Your task') ?? '')
    .split(/^\d+\. /m)
    .slice(1)
    .map(oneLine)
  return { title, promise: oneLine(promise), tasks, markdown }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
