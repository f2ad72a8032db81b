import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { starterPatchFile } from '../../lesson/starter.ts'
import { findSteps } from '../../lesson/steps.ts'
import { shownPath } from '../../paths.ts'
import { runCommand } from '../../run-command.ts'
import { makeStarterPatch } from '../lessons/starter-patch.ts'

/**
 * For authors: writes the patch from each step's solution to its starter, from the current steps/.
 * With `--check`, it only reports outdated patches.
 */
await runCommand((args) => {
  const { values } = parseArgs({ args, options: { check: { type: 'boolean', default: false } } })
  for (const { name } of findSteps()) {
    const file = starterPatchFile(name)
    const patch = makeStarterPatch(name)
    const stale = !existsSync(file) || readFileSync(file, 'utf8').replaceAll('\r\n', '\n') !== patch
    if (!stale) continue
    if (values.check) process.exitCode = 1
    else writeFileSync(file, patch)
    console.log(`${shownPath(file)} ${values.check ? 'is stale: run npm run starters' : 'written'}`)
  }
})
