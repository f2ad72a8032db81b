import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { applyPatch, createTwoFilesPatch, parsePatch } from 'diff'
import { CHECKS, SOLUTIONS, STEPS } from '../paths.ts'
import { findSteps } from './steps.ts'

/** The file that tells a step's starter from its solution. */
export function starterPatchFile(step: string): string {
  return path.join(CHECKS, step, 'starter.patch')
}

/**
 * The files of a step as a learner first finds them, by their path below steps/.
 *
 * They are made from the solution, so a starter is found again without git, whatever has become of
 * steps/ since.
 *
 * @throws Error when the patch does not fit the solution: an author has to make it anew
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

/** The files of a step in the solution, by their path below solutions/. */
export function solutionFiles(step: string): Map<string, string> {
  return sourcesIn(SOLUTIONS, step)
}

/** The sources below a folder of a tree, by their path in the tree, with forward slashes. */
export function sourcesIn(tree: string, folder: string): Map<string, string> {
  const root = path.join(tree, folder)
  if (!existsSync(root)) return new Map()
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  return new Map(
    names.sort().map((name) => {
      const file = path.posix.join(folder, name.split(path.sep).join('/'))
      return [file, readFileSync(path.join(root, name), 'utf8').replaceAll('\r\n', '\n')]
    }),
  )
}

/** Tells whether steps/ is still untouched. */
export function isPristine(): boolean {
  const own = sourcesIn(STEPS, '')
  return findSteps().every(({ name }) =>
    [...starterFiles(name)].every(([file, text]) => own.get(file) === text),
  )
}

/** What turns the learner's step into the solution, as a unified diff; empty when nothing does. */
export function solutionDiff(step: string): string {
  const own = sourcesIn(STEPS, step)
  const solution = solutionFiles(step)
  const files = [...new Set([...own.keys(), ...solution.keys()])].sort()
  return files
    .filter((file) => own.get(file) !== solution.get(file))
    .map((file) => {
      const texts = [own.get(file) ?? '', solution.get(file) ?? ''] as const
      return createTwoFilesPatch(`steps/${file}`, `solutions/${file}`, ...texts).replace(
        /^=+\n/,
        '',
      )
    })
    .join('\n')
}
