import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findSteps, stepNamed } from '../../lesson/steps.ts'
import { ROOT, shownPath } from '../../paths.ts'
import { runCommand } from '../../run-command.ts'
import { KILL_TABLE, killTable } from '../prove/kill-table.ts'
import { unexplained } from '../prove/known-survivors.ts'
import { asNamed, idleChecks, proveMistakes } from '../prove/prove-mistakes.ts'
import { examineVariants, proveVariants } from '../prove/prove-variants.ts'
import { readMistakes, readVariants } from '../prove/read-tables.ts'
import { runStryker } from '../prove/run-stryker.ts'
import { WHOLE } from '../prove/sample.ts'
import { failedPart, proveTrivialApps, proveTrivialServers } from '../prove/trivial-servers.ts'
import { unitTests } from '../repository/unit-tests.ts'

/** Every golden text, every key of `npm run break`, and blame for more mistakes. */
const SAMPLED = [
  'author/golden/golden.test.ts',
  'author/break/keys.test.ts',
  'author/blame.test.ts',
]

/**
 * Proves the checks: they catch every known mistake, pass variants, fail trivial servers, and
 * notice the changes that Stryker makes to the solution. It also runs the whole of the tests that
 * `npm test` samples, and writes the table of mistakes. `--quick` leaves out Stryker. A step, such
 * as `13`, is proved alone.
 */
await runCommand(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  })
  const all = findSteps().map(({ name }) => name)
  const steps = positionals.length > 0 ? positionals.map((each) => stepNamed(each).name) : all
  const results = [await mistakes(steps), await variants(steps), await servers(steps)]
  writeFileSync(KILL_TABLE, killTable(await readMistakes(all)))
  console.log(`Written: ${shownPath(KILL_TABLE)}`)
  if (steps === all) results.push(await sampledTests())
  if (!values.quick && steps === all) results.push(mutants())
  if (results.includes(false)) process.exitCode = 1
})

async function mistakes(steps: string[]): Promise<boolean> {
  const known = await readMistakes(steps)
  const proved = await proveMistakes(known)
  const wrong = proved.filter((each) => !asNamed(each))
  const idle = steps.flatMap((step) => idleChecks(proved.filter((each) => each.step === step)))
  console.log(
    `Mistakes: ${proved.length - wrong.length} of ${proved.length} caught by exactly the named checks.`,
  )
  for (const { step, mistake, failures } of wrong) {
    console.log(`  ${step}: "${mistake.name}" is caught by ${JSON.stringify(failures)}`)
  }
  const checks = new Set(proved.flatMap((each) => each.checks))
  console.log(`Checks: ${checks.size - idle.length} of ${checks.size} catch at least one mistake.`)
  for (const check of idle) console.log(`  catches no mistake: ${check}`)
  return wrong.length === 0 && idle.length === 0
}

async function variants(steps: string[]): Promise<boolean> {
  const all = await readVariants(steps)
  const outcomes = [...(await proveVariants(all))]
  const refused = outcomes.filter(([, { failures }]) => Object.keys(failures).length > 0)
  console.log(`Variants: ${outcomes.length - refused.length} of ${outcomes.length} pass.`)
  for (const [{ name }, { failures }] of refused) {
    console.log(`  "${name}" fails ${JSON.stringify(failures)}`)
  }
  const different = await examineVariants(all)
  const count = outcomes.length - different.size
  console.log(`Variants: ${count} of ${outcomes.length} answer as the solution in the exam.`)
  for (const [{ name }, session] of different) {
    console.log(`  "${name}" differs in session ${session}`)
  }
  return refused.length === 0 && different.size === 0
}

async function servers(steps: string[]): Promise<boolean> {
  const servers = [...(await proveTrivialServers(steps))]
  // Steps 1 and 2 are about what HTTP does not show: with real hooks, no app can fail them.
  const apps = [...(await proveTrivialApps(steps.filter((step) => !/^0[12]-/.test(step))))]
  const all = [...servers, ...apps]
  for (const [at, [name, outcomes]] of all.entries()) {
    if (outcomes.length === 0) continue
    const parts = outcomes.map((each) => `${each.step} ${Math.round(failedPart(each) * 100)} %`)
    const where = at < servers.length ? '' : ', with the real hooks,'
    console.log(`A server that ${name}${where} fails: ${parts.join(', ')}`)
  }
  return all.every(([, outcomes]) => outcomes.every((each) => failedPart(each) >= 0.5))
}

/** Runs the whole of the tests that `npm test` samples. */
async function sampledTests(): Promise<boolean> {
  const env = { ...process.env, [WHOLE]: '1' }
  const child = spawn(process.execPath, unitTests(SAMPLED), { cwd: ROOT, stdio: 'inherit', env })
  const [code] = await once(child, 'close')
  return code === 0
}

function mutants(): boolean {
  const { mutants, survivors } = runStryker()
  const noticed = mutants - survivors.length
  const strange = unexplained(survivors)
  const score = ((100 * noticed) / mutants).toFixed(1)
  console.log(`Stryker: ${noticed} of ${mutants} mutants noticed, ${score} %.`)
  console.log(`Survivors with a known reason: ${survivors.length - strange.length}.`)
  for (const { file, line, mutator, replacement } of strange) {
    console.log(`  survived: ${file}:${line} ${mutator}: ${replacement}`)
  }
  return strange.length === 0
}
