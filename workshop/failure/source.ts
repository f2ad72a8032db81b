import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sourceNames, withoutLayout } from '../lesson/starter.ts'
import { stepOf } from '../lesson/steps.ts'
import { type Place, placesWithHints } from '../lesson/texts.ts'
import { SOLUTIONS } from '../paths.ts'
import type { Frame } from '../stack.ts'

/**
 * The line in a text, counted from 1, that defines a symbol such as `getTask` or
 * `IsOwner.hasPermission`. 1 if it is not found.
 *
 * If the symbol contains a TODO, its line is returned instead.
 */
export function lineOf(text: string, symbol: string): number {
  const lines = text.split('\n')
  return openTodo(lines, placeOf(lines, symbol)) + 1
}

/** Whether a symbol of a file is the same as in the solution, as `isSolved` compares. */
export function isSolvedAt(file: string, symbol: string, tree: string): boolean {
  if (symbol === '') return isSolved(file, tree)
  const [own, solution] = [tree, SOLUTIONS].map((folder) => {
    return codeOf(definitionIn(textIn(folder, file), symbol))
  })
  return own === solution
}

/**
 * The lines that define a symbol: its first line, the deeper ones below it, and the one that closes
 * it.
 */
function definitionIn(text: string, symbol: string): string {
  const lines = text.split('\n')
  const start = placeOf(lines, symbol)
  const depth = indentation(lines[start] ?? '')
  const more = lines.slice(start + 1).findIndex((line) => isOver(line, depth))
  return lines.slice(start, more < 0 ? undefined : start + 1 + more).join('\n')
}

/** The line, counted from 0, that defines a symbol. 0 if it is not found. */
function placeOf(lines: string[], symbol: string): number {
  const [owner, member] = symbol.split('.')
  const start = member === undefined ? 0 : definitionOf(lines, owner)
  return start + definitionOf(lines.slice(start), member ?? owner)
}

/** The line, counted from 0, that defines a name. 0 if it is not found. */
function definitionOf(lines: string[], symbol = ''): number {
  const name = symbol.replaceAll(/[^\w$]/g, '')
  const definitions = [
    new RegExp(`\\b(?:function|const|let|class|interface|type)\\s+${name}\\b`),
    new RegExp(`^\\s+(?!\\s|return|await|throw|if|while|abstract)[\\w\\s]*\\b${name}\\s*\\(`),
    new RegExp(`^(?!import\\b|\\} from).*\\b${name}\\b`),
  ]
  if (name === '') return 0
  const places = definitions.map((each) => lines.findIndex((line) => each.test(line)))
  return places.find((at) => at >= 0) ?? 0
}

/** What is still to be written. */
export const TODO = /\bTODO\b|\btodo\(/

/** The first TODO below the definition and before the next one at the same depth, or `start`. */
function openTodo(lines: string[], start: number): number {
  const depth = indentation(lines[start] ?? '')
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] as string
    if (TODO.test(line)) return at
    if (at > start && isOver(line, depth)) break
  }
  return start
}

/**
 * Whether a definition at a depth has ended before this line. The line that closes it belongs to
 * it.
 */
function isOver(line: string, depth: number): boolean {
  return line.trim() !== '' && indentation(line) <= depth && !/^\s*[)\]}]/.test(line)
}

/** The last function with hints that starts above a line of a tree's file. */
export function placeAround(tree: string, step: string, file: string, line: number): Place {
  const text = readFileSync(path.join(tree, file), 'utf8')
  const above = placesWithHints(stepOf(file) ?? step)
    .filter((place) => place.file === file)
    .map(({ symbol }) => ({ symbol, at: lineOf(text, symbol) }))
    .filter(({ at }) => at <= line)
    .sort((a, b) => b.at - a.at)
  return { file, symbol: above[0]?.symbol ?? '' }
}

export function indentation(line: string): number {
  return line.length - line.trimStart().length
}

/** The first line of a tree's sources that contains all of these texts. */
export function findText(tree: string, ...texts: string[]): Frame | undefined {
  for (const name of sourceNames(tree)) {
    const found = findTextIn(path.join(tree, name), ...texts)
    if (found) return found
  }
  return undefined
}

/** The first line of a file that contains all of these texts. */
export function findTextIn(file: string, ...texts: string[]): Frame | undefined {
  const lines = readFileSync(file, 'utf8').split('\n')
  const at = lines.findIndex((line) => texts.every((text) => line.includes(text)))
  return at < 0 ? undefined : { file, line: at + 1 }
}

/**
 * Whether a file of a tree is the same as in the solution, except for comments, layout and an
 * unused import of `todo`.
 */
export function isSolved(file: string, tree: string): boolean {
  return codeIn(tree, file) === codeIn(SOLUTIONS, file)
}

/** The code of a file of a tree, as `codeOf` defines it. */
export function codeIn(tree: string, file: string): string {
  return codeOf(textIn(tree, file))
}

/** The code of a text, without comments, layout and the import that a stub leaves behind. */
export function codeOf(text: string): string {
  const withoutComments = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  return withoutLayout(withoutComments.replaceAll(/^import \{ todo \} from .*$/gm, ''))
}

/** The text of a file of a tree. Empty if there is none. */
export function textIn(tree: string, file: string): string {
  return linesOf(path.join(tree, file)).join('\n')
}

/** A line without its indentation. Undefined if there is none. */
export function lineAt({ file, line }: Frame): string | undefined {
  return linesOf(file)[line - 1]?.trim()
}

/** The number of a line, or of the last one above it with text if it is empty. */
export function lineWithText(lines: string[], line: number): number {
  if (lines[line - 1]?.trim() !== '') return line
  return lines.slice(0, line).findLastIndex((text) => text.trim() !== '') + 1 || line
}

/** The lines of a file. None if there is no file. */
export function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}
