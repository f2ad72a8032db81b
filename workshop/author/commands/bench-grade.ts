import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { newSeed } from '../../grade/exam.ts'
import { findSubmissions } from '../../grade/find-submissions.ts'
import type { Grade } from '../../grade/grade.ts'
import { gradeAll } from '../../grade/grade-all.ts'
import { stepsNamed } from '../../grade/options.ts'
import { none, PARTS, type Took } from '../../grade/parts.ts'
import { chooseSandbox } from '../../grade/sandbox/launch.ts'
import { findCheckedSteps, suiteFile } from '../../lesson/steps.ts'
import { ROOT } from '../../paths.ts'
import { runCommand } from '../../run-command.ts'
import { wholeNumber } from '../../whole-number.ts'
import { makeClass } from '../grade-bench/make-class.ts'
import { type Used, watchProcess } from '../grade-bench/watch-process.ts'

/**
 * Measures how long it takes to grade a class, next to one `vitest run` for each submission with
 * the same steps: `npm run bench:grade -- --size 50`. It takes several minutes, and runs only on
 * Linux.
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
  const size = wholeNumber('size', values.size, 1)
  const all = findCheckedSteps().map(({ name }) => name)
  const steps = stepsNamed(values.steps, all)
  const { folder, names } = await makeClass(size, steps)
  const grading = await measure(() => gradeClass(folder, steps, all, Number(values.jobs)))
  const checking = await measure(async () => {
    let passing = 0
    for (const name of names) if (await passesInVitest(path.join(folder, name), steps)) passing += 1
    return passing
  })
  rmSync(path.dirname(folder), { recursive: true })

  const { grades, took } = grading.result
  const ratio = checking.seconds / grading.seconds
  const shares = PARTS.map((part) => `${part} ${(took[part] / 1000).toFixed(1)}`)
  console.log(
    [
      `${grades.length} submissions, ${steps.length} steps; grading ${values.jobs} at a time, Vitest one after the other.`,
      '',
      '|  | seconds | processor seconds | MB at most |',
      '| --- | ---: | ---: | ---: |',
      row('npm run grade', grading),
      row('vitest run', checking),
      `| ratio | ${ratio.toFixed(2)} | ${(checking.processor / grading.processor).toFixed(2)} |  |`,
      '',
      `Seconds of all jobs: ${shares.join(', ')}.`,
      `${grades.filter(passes).length} passed in grading, ${checking.result} in Vitest.`,
    ].join('\n'),
  )
})

async function gradeClass(folder: string, steps: string[], all: string[], jobs: number) {
  const took = none()
  const handed = await findSubmissions([folder])
  const sandbox = chooseSandbox(undefined)
  const grades = await gradeAll(
    { handed, steps, all, sandbox, seed: newSeed(), jobs },
    {
      known: () => undefined,
      onStart: () => {},
      onGrade: (_grade, _submission, parts) => add(took, parts),
    },
    new AbortController().signal,
  )
  return { grades, took }
}

function add(sum: Took, parts = none()): void {
  for (const part of PARTS) sum[part] += parts[part]
}

function passes({ steps }: Grade): boolean {
  return steps.every(({ outcome }) => outcome === 'passed')
}

async function passesInVitest(submission: string, steps: string[]): Promise<boolean> {
  const config = path.join(import.meta.dirname, '..', 'grade-bench', 'vitest.config.ts')
  const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--config', config, ...steps.map(suiteFile)]
  const env = { ...process.env, TREE: path.join(submission, 'steps') }
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'ignore' })
  const [code] = await once(child, 'close')
  return code === 0
}

interface Measured<T> extends Used {
  result: T
  /** The time on the clock. */
  seconds: number
}

/** Measures this process and everything that it starts. */
async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  const start = performance.now()
  const used = watchProcess(process.pid)
  const result = await work()
  return { ...used(), result, seconds: (performance.now() - start) / 1000 }
}

function row(what: string, { seconds, processor, megabytes }: Measured<unknown>): string {
  return `| ${what} | ${seconds.toFixed(1)} | ${processor.toFixed(1)} | ${megabytes} |`
}
