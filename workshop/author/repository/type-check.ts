import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sourcesIn, starterFiles } from '../../lesson/starter.ts'
import { findSteps } from '../../lesson/steps.ts'
import { TSC } from '../../loop/type-errors.ts'
import { ROOT, SOLUTIONS, WORKSHOP_DATA } from '../../paths.ts'

/**
 * Lays out an untouched learner's tree, and says how to type-check it with all the rest.
 *
 * steps/ itself is left out: half an answer need not compile, and is not a fault of the repository.
 */
export function typeCheck(): string[] {
  const scratch = path.join(WORKSHOP_DATA, 'test')
  rmSync(scratch, { recursive: true, force: true })
  const files = [sourcesIn(SOLUTIONS, ''), ...findSteps().map(({ name }) => starterFiles(name))]
  for (const [file, text] of files.flatMap((each) => [...each])) {
    const target = path.join(scratch, 'steps', file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  const config = {
    extends: path.join(ROOT, 'tsconfig.json'),
    compilerOptions: { customConditions: ['solutions'] },
    include: ['shared', 'solutions', 'checks', 'workshop', '.workshop/test/steps'].map((folder) =>
      path.join(ROOT, folder),
    ),
    exclude: ['**/node_modules', path.join(ROOT, 'workshop', 'page', 'client')],
  }
  const project = path.join(scratch, 'tsconfig.json')
  writeFileSync(project, JSON.stringify(config))
  return [TSC, '--noEmit', '--project', project]
}

/** How to type-check what runs in the browser, which knows other globals. */
export function typeCheckPage(): string[] {
  return [TSC, '--noEmit', '--project', path.join(ROOT, 'workshop', 'page', 'client')]
}
