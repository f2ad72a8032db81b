import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { stepsNamed } from '../../grade/options.ts'
import { findCheckedSteps, suiteFile } from '../../lesson/steps.ts'
import { ROOT } from '../../paths.ts'
import { runCommand, UsageError } from '../../run-command.ts'
import { makeClass } from '../grade-bench/make-class.ts'
import { type Used, watchProcess } from '../grade-bench/watch-process.ts'

/**
 * Measures how long `npm run grade` takes for a class, next to one `vitest run` for each submission
 * with the same steps: `npm run bench:grade -- --size 50`. It takes several minutes, and runs only
 * on Linux.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      size: { type: 'string', default: '50' },
      jobs: { type: 'string', default: '2' },
      steps: { type: 'string' },
    },
  })
  const size = Number(values.size)
  if (!Number.isInteger(size) || size < 1) throw new UsageError('--size takes a number from 1.')
  const all = findCheckedSteps().map(({ name }) => name)
  const steps = stepsNamed(values.steps, all)
  const { folder, names } = await makeClass(size, steps)

  const grade = ['workshop/run.cjs', 'grade', '--jobs', values.jobs, '--steps']
  const numbers = steps.map((step) => step.slice(0, 2)).join()
  const graded = await measure([...grade, numbers, folder])
  const config = path.join(import.meta.dirname, '..', 'grade-bench', 'vitest.config.ts')
  const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const checked: Measured[] = []
  for (const name of names) {
    const env = { ...process.env, TREE: path.join(folder, name, 'steps') }
    const run = [vitest, 'run', '--config', config, ...steps.map(suiteFile)]
    checked.push(await measure(run, { env }))
  }
  rmSync(path.dirname(folder), { recursive: true })

  const took = checked.reduce((all, each) => all + each.took, 0)
  const megabytes = Math.max(...checked.map((each) => each.megabytes))
  const passing = checked.filter(({ code }) => code === 0).length
  const row = (what: string, seconds: number, most: number) =>
    `| ${what} | ${seconds.toFixed(1)} | ${most} |`
  console.log(
    [
      `${size} submissions, ${steps.length} steps; grading ${values.jobs} at a time, Vitest one after the other.`,
      '',
      '|  | seconds | MB at most |',
      '| --- | ---: | ---: |',
      row('npm run grade', graded.took, graded.megabytes),
      row('vitest run', took, megabytes),
      `| ratio | ${(took / graded.took).toFixed(1)} |  |`,
      '',
      `The exit code of grading was ${graded.code}; ${passing} passed in Vitest.`,
    ].join('\n'),
  )
})

interface Measured extends Used {
  /** The time of a run in seconds. */
  took: number
  code: number | null
}

async function measure(command: string[], options: SpawnOptions = {}): Promise<Measured> {
  const start = performance.now()
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: 'ignore', ...options })
  const used = watchProcess(child.pid as number)
  const [code] = (await once(child, 'close')) as [number | null]
  return { ...used(), took: (performance.now() - start) / 1000, code }
}
