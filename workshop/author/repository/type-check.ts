import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sourcesIn, starterFiles, writeFiles } from '../../lesson/starter.ts'
import { findSteps } from '../../lesson/steps.ts'
import { ROOT, SOLUTIONS, WORKSHOP_DATA } from '../../paths.ts'

/** TypeScript's own program, to be run by Node itself. */
const TSC = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')

const CLIENT = path.join(ROOT, 'workshop', 'page', 'client')
const BROWSER = path.join(ROOT, 'workshop', 'author', 'browser')

/**
 * Writes an untouched learner's tree, and returns how to type-check it together with the rest.
 *
 * The learner's own steps/ is left out, because unfinished code need not compile.
 */
export function typeCheck(): string[] {
  const scratch = path.join(WORKSHOP_DATA, 'test')
  rmSync(scratch, { recursive: true, force: true })
  const files = [sourcesIn(SOLUTIONS, ''), ...findSteps().map(({ name }) => starterFiles(name))]
  for (const each of files) writeFiles(path.join(scratch, 'steps'), each)
  const config = {
    extends: path.join(ROOT, 'tsconfig.json'),
    compilerOptions: { customConditions: ['solutions'] },
    include: ['shared', 'solutions', 'checks', 'workshop', '.workshop/test/steps'].map((folder) =>
      path.join(ROOT, folder),
    ),
    exclude: ['**/node_modules', CLIENT, BROWSER],
  }
  const project = path.join(scratch, 'tsconfig.json')
  writeFileSync(project, JSON.stringify(config))
  return [TSC, '--noEmit', '--project', project]
}

/**
 * How to type-check the code that uses the browser's globals: the page, and its tests if their
 * packages are installed.
 */
export function typeCheckPage(): string[][] {
  const projects = existsSync(path.join(BROWSER, 'node_modules')) ? [CLIENT, BROWSER] : [CLIENT]
  return projects.map((project) => [TSC, '--noEmit', '--project', project])
}
