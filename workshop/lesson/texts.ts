import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BreakKey } from '../../checks/harness/example.ts'
import type { Mistake } from '../../checks/harness/mistake.ts'
import type { Variant } from '../../checks/harness/variant.ts'
import { CHECKS, STEPS } from '../paths.ts'
import { shownLink } from '../shown-link.ts'

/** A place in the learner's tree. */
export interface Place {
  /** A path in steps/, with forward slashes. */
  file: string
  symbol: string
}

const known = new Map<string, { changed: number; value: unknown }>()

/** A Markdown file. It is read again when it has changed, so that an edit shows immediately. */
function read<T>(file: string, parse: (markdown: string) => T): T {
  const changed = existsSync(file) ? statSync(file).mtimeMs : 0
  let entry = known.get(file)
  if (entry?.changed !== changed) {
    const text = changed === 0 ? '' : readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
    entry = { changed, value: parse(text) }
    known.set(file, entry)
  }
  return entry.value as T
}

/** The text under each second-level heading. */
export function parseSections(markdown: string): Map<string, string> {
  const sections = markdown.replaceAll('\r\n', '\n').split(/^## /m).slice(1)
  return new Map(
    sections.map((section) => {
      const [heading = '', ...body] = section.split('\n')
      return [heading.trim(), body.join('\n').trim()]
    }),
  )
}

/** The same, with each text converted. */
function parseEach<T>(parse: (text: string) => T): (markdown: string) => Map<string, T> {
  return (markdown) => {
    return new Map([...parseSections(markdown)].map(([heading, text]) => [heading, parse(text)]))
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The parts of a step's README that the workshop shows. */
interface Readme {
  title: string
  /** The sentence that begins with "Afterwards". */
  promise: string
  /** The tasks, each on one line. */
  tasks: string[]
  /** The whole text. Empty if there is none. */
  markdown: string
}

/** Reads the README of a step. Without one, only the name of the step is known. */
export function readReadme(step: string): Readme {
  return read(path.join(STEPS, step, 'README.md'), (markdown) => parseReadme(markdown, step))
}

/** The title of a step without its number. */
export function nameOf(step: string): string {
  return readReadme(step).title.replace(/^Step \d+: /, '')
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function parseReadme(markdown: string, step: string): Readme {
  const [head = ''] = markdown.split(/^## /m)
  const title = /^# (.+)$/m.exec(head)?.[1] ?? step
  const [promise = ''] = head
    .replace(/^# .+$/m, '')
    .trim()
    .split('\n\n')
  const tasks = (parseSections(markdown).get('Your task') ?? '').split(/^\d+\. /m).slice(1)
  return {
    title,
    promise: oneLine(promise),
    tasks: tasks.map((task) => plain(task, step)),
    markdown,
  }
}

/** Markdown on one line, without emphasis. Files outside the step have their path. */
function plain(markdown: string, step: string): string {
  return oneLine(markdown)
    .replaceAll(/\[([^\]]+)\]\(([^)]*)\)/g, (_, text, href) =>
      href.startsWith('../') ? shownLink(text, href, `steps/${step}`) : text,
    )
    .replaceAll(/\*\*?([^*]+)\*\*?/g, '$1')
}

/** The words of a failing check. */
export interface Words {
  whatToDo: string
  place?: Place
}

export function parseWords(text: string): Words {
  const whatToDo = oneLine(text.replace(/^Open:.*$/m, ''))
  const [open, file = '', symbol = ''] = /^Open: *(\S+) *(\S*)$/m.exec(text) ?? []
  return open === undefined ? { whatToDo } : { whatToDo, place: { file, symbol } }
}

/** The words of a step, by check. */
export function readWords(step: string): Map<string, Words> {
  return read(path.join(CHECKS, step, 'words.md'), parseEach(parseWords))
}

/** The line `Why:` in a step's words, which is shown when the step passes. */
export function readWhy(step: string): string | undefined {
  return readHead(step, 'Why')
}

/**
 * The line `Predict: staff GET /api/tasks/{id}/` in a step's words: the question before the step.
 */
export function readPrediction(
  step: string,
): Record<'actor' | 'method' | 'path', string> | undefined {
  const [actor, method, path] = readHead(step, 'Predict')?.split(' ') ?? []
  return actor && method && path ? { actor, method, path } : undefined
}

function readHead(step: string, name: string): string | undefined {
  const file = path.join(CHECKS, step, 'words.md')
  if (!existsSync(file)) return undefined
  const [head = ''] = readFileSync(file, 'utf8').split(/^## /m)
  return new RegExp(`^${name}: *(.+)$`, 'm').exec(head)?.[1]?.trim()
}

/** The hints for one place, from a question to the lines. */
interface Ladder {
  /** Markdown, without the number. */
  rungs: string[]
  /** A question for later. */
  why?: string
}

/** The hints of a step, by place. */
export function readHints(step: string): Map<string, Ladder> {
  return read(path.join(CHECKS, step, 'hints.md'), parseEach(parseLadder))
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

/** A place, as the heading of its hints. */
export function headingOf({ file, symbol }: Place): string {
  return `${file} ${symbol}`.trim()
}

/** The places of a step that have hints. */
export function placesWithHints(step: string): Place[] {
  return [...readHints(step).keys()].map((heading) => {
    const [file = '', symbol = ''] = heading.split(' ')
    return { file, symbol }
  })
}

/** The text for a kind of failure. */
export function failureMessage(kind: string, values: Record<string, unknown> = {}): string {
  const messages = read(path.join(CHECKS, 'harness', 'failure-messages.md'), parseSections)
  return fill(messages.get(kind) ?? kind, values)
}

/** The texts of the hooks. */
export function readHookMessages(): Map<string, string> {
  return read(path.join(CHECKS, 'harness', 'hook-messages.md'), parseSections)
}

/** A text on one line, with its `{names}` filled in. */
export function fill(message: string, values: Record<string, unknown>): string {
  return oneLine(message).replaceAll(/\{(\w+)\}/g, (whole, name) => {
    return name in values ? String(values[name]) : whole
  })
}

/** The known mistakes of a step. Empty if there are none. */
export async function readMistakes(step: string): Promise<readonly Mistake[]> {
  return (await readTable<Mistake[]>(step, 'mistakes')) ?? []
}

/** The variants of a step. Empty if there are none. */
export async function readVariants(step: string): Promise<readonly Variant[]> {
  return (await readTable<Variant[]>(step, 'variants')) ?? []
}

/** What an author has written for Break it, if the step has it. */
export async function readBreakKey(step: string): Promise<BreakKey | undefined> {
  return readTable<BreakKey>(step, 'breaks')
}

async function readTable<T>(step: string, name: string): Promise<T | undefined> {
  const file = path.join(CHECKS, step, `${name}.ts`)
  if (!existsSync(file)) return undefined
  return ((await import(pathToFileURL(file).href)) as Record<string, T>)[name]
}
