import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { applyPatch, createTwoFilesPatch, diffArrays, parsePatch } from 'diff'
import { CHECKS, SOLUTIONS, STEPS } from '../paths.ts'
import { findSteps } from './steps.ts'

/** The patch from a step's solution to its starter. */
export function starterPatchFile(step: string): string {
  return path.join(CHECKS, step, 'starter.patch')
}

/**
 * The starter of a step, by path in steps/.
 *
 * It is created from the solution, so it does not depend on git or on the current steps/.
 *
 * @throws Error if the patch does not apply to the solution, so that an author has to create it
 * again
 */
export function starterFiles(step: string): Map<string, string> {
  const files = solutionFiles(step)
  const patch = starterPatchFile(step)
  if (!existsSync(patch)) return files
  for (const change of parsePatch(readFileSync(patch, 'utf8').replaceAll('\r\n', '\n'))) {
    const file = change.newFileName ?? ''
    const text = applyPatch(files.get(file) ?? '', change)
    if (text === false) throw new Error(`${patch} does not fit ${file}: run npm run starters`)
    files.set(file, text)
  }
  return files
}

/** The files of a step in the solution, by path in solutions/. */
export function solutionFiles(step: string): Map<string, string> {
  return sourcesIn(SOLUTIONS, step)
}

/** The sources in a folder of a tree, by path in the tree, with forward slashes. */
export function sourcesIn(tree: string, folder: string): Map<string, string> {
  const root = path.join(tree, folder)
  if (!existsSync(root)) return new Map()
  return new Map(
    sourceNames(root).map((name) => {
      const file = path.posix.join(folder, name)
      return [file, readFileSync(path.join(root, name), 'utf8').replaceAll('\r\n', '\n')]
    }),
  )
}

/**
 * The sources in a folder, by path in it, with forward slashes.
 *
 * Some editors create broken links next to an open file, such as Emacs' `.#views.ts`.
 */
export function sourceNames(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !path.basename(name).startsWith('.'))
    .filter((name) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.isFile())
    .map((name) => name.split(path.sep).join('/'))
    .sort()
}

/** Writes files into a tree, by path in it. */
export function writeFiles(tree: string, files: Iterable<readonly [string, string]>): void {
  for (const [name, text] of files) {
    const file = path.join(tree, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

/** Whether steps/ is still untouched. */
export function isPristine(): boolean {
  const own = sourcesIn(STEPS, '')
  return findSteps().every(({ name }) =>
    [...starterFiles(name)].every(([file, text]) => own.get(file) === text),
  )
}

/** The unified diff from the learner's step to the solution. Empty if they are the same. */
export function solutionDiff(step: string): string {
  const own = sourcesIn(STEPS, step)
  const solution = solutionFiles(step)
  const files = [...new Set([...own.keys(), ...solution.keys()])].sort()
  return files
    .map((file) => {
      const theirs = solution.get(file) ?? ''
      return { file, texts: [likeIn(own.get(file) ?? '', theirs), theirs] as const }
    })
    .filter(({ texts: [mine, theirs] }) => mine !== theirs)
    .map(({ file, texts }) => {
      return createTwoFilesPatch(`steps/${file}`, `solutions/${file}`, ...texts).replace(
        /^=+\n/,
        '',
      )
    })
    .join('\n')
}

/**
 * A text with the solution's layout in every line with the same code, so that a formatter makes no
 * difference.
 */
function likeIn(own: string, solution: string): string {
  const comparator = (a: string, b: string) => withoutLayout(a) === withoutLayout(b)
  const changes = diffArrays(own.split('\n'), solution.split('\n'), { comparator })
  let at = 0
  const lines = changes.flatMap(({ added, removed, value, count = value.length }) => {
    if (removed) return value
    const theirs = solution.split('\n').slice(at, at + count)
    at += count
    return added ? [] : theirs
  })
  return lines.join('\n')
}

/** A text without what a formatter changes. */
export function withoutLayout(text: string): string {
  return text.replaceAll(/[\s;,]/g, '').replaceAll('"', "'")
}
