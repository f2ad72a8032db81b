import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { starterPatchFile } from '../../lesson/starter.ts'
import { findSteps } from '../../lesson/steps.ts'
import { CHECKS, SOLUTIONS, STEPS } from '../../paths.ts'
import { UsageError } from '../../run-command.ts'
import { makeStarterPatch } from '../lessons/starter-patch.ts'

/**
 * Adds a step after the last one, from the templates in workshop/author/new-step.
 *
 * @param name in kebab-case, without a number
 * @returns the step's folder
 * @throws UsageError if the name is not valid
 */
export function newStep(name: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new UsageError('Write the name in lower case, with hyphens: npm run new-step rate-limit')
  }
  const steps = findSteps()
  if (steps.some((step) => step.name.slice(3) === name)) {
    throw new UsageError(`There is a step ${name} already.`)
  }
  const values = namesFor(name, Number(steps.at(-1)?.number ?? 0) + 1)
  const { folder } = values
  write(path.join(STEPS, folder, 'README.md'), template('README.md', values))
  write(path.join(STEPS, folder, `${name}.ts`), template('stub.ts', values))
  write(path.join(SOLUTIONS, folder, `${name}.ts`), template('solution.ts', values))
  write(path.join(CHECKS, folder, 'suite.test.ts'), template('suite.ts', values))
  write(path.join(CHECKS, folder, 'words.md'), template('words.md', values))
  write(path.join(CHECKS, folder, 'hints.md'), template('hints.md', values))
  for (const file of ['mistakes.ts', 'breaks.ts', 'variants.ts']) {
    write(path.join(CHECKS, folder, file), template(file, values))
  }
  for (const tree of [STEPS, SOLUTIONS]) addRoute(path.join(tree, 'app.ts'), values)
  writeFileSync(starterPatchFile(folder), makeStarterPatch(folder))
  return folder
}

type Names = ReturnType<typeof namesFor>

/** The name in every form that a template needs. */
function namesFor(name: string, step: number) {
  const number = String(step).padStart(2, '0')
  const words = name.split('-')
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  return {
    name,
    number,
    step: String(step),
    folder: `${number}-${name}`,
    title: capital(words.join(' ')),
    snake: words.join('_'),
    camel: words.map((word, at) => (at === 0 ? word : capital(word))).join(''),
  }
}

function template(file: string, names: Names): string {
  const text = readFileSync(path.join(import.meta.dirname, '..', 'new-step', `${file}.txt`), 'utf8')
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: keyof Names) => names[name])
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text, { flag: 'wx' })
}

/** Adds the import below the other imports, and the route below the other routes. */
function addRoute(file: string, names: Names): void {
  const lines = readFileSync(file, 'utf8').split('\n')
  const lastImport = lines.findLastIndex((line) => line.startsWith('import '))
  const end = lines.indexOf('  })')
  lines.splice(end, 0, template('route.ts', names).trimEnd())
  lines.splice(lastImport + 1, 0, template('import.ts', names).trimEnd())
  writeFileSync(file, lines.join('\n'))
}
