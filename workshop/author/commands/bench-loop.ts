import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { SESSIONS } from '../../../checks/exam/exam.ts'
import { ROOT } from '../../paths.ts'
import { runCommand } from '../../run-command.ts'
import { wholeNumber } from '../../whole-number.ts'
import type { LoopTimes } from '../loop-bench/drive-loop.ts'
import type { SaveTimes } from '../loop-bench/save-times.ts'
import { spreadOf, spreadRow } from '../loop-bench/spread.ts'
import { coldTimes, watchTimes } from '../loop-bench/vitest-times.ts'
import { scratchCopy } from '../repository/scratch-copy.ts'

const HEAD = '| milliseconds | median | p95 | range | runs |\n| --- | --- | --- | --- | --- |'

/**
 * Measures the time from saving a file to the verdict on the screen for every step, next to the
 * checks alone and to Vitest: `npm run bench:loop -- --edits 20`. It takes several minutes.
 *
 * With `--page`, it measures when a page in a browser shows the verdict, next to the terminal. This
 * needs the packages of workshop/author/browser.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      edits: { type: 'string', default: '10' },
      page: { type: 'boolean', default: false },
    },
  })
  const edits = wholeNumber('edits', values.edits, 1)

  if (values.page) return printPageTimes(edits)
  const copy = scratchCopy('bench-loop', SESSIONS)
  cpSync(path.join(copy, 'solutions'), path.join(copy, 'steps'), { recursive: true })
  const loop = loopTimes(copy, edits)
  const largest = loop.toSorted((a, b) => mean(b.bare) - mean(a.bare))[0] as LoopTimes
  const watch = await watchTimes(copy, largest.step, edits)
  const cold = await coldTimes(copy, largest.step, 3)
  rmSync(copy, { recursive: true, force: true })

  console.log(HEAD)
  for (const { step, saved, bare } of loop) {
    console.log(spreadRow(`${step}: from save to verdict`, spreadOf(saved)))
    console.log(spreadRow(`${step}: the checks alone, warm`, spreadOf(bare)))
  }
  console.log(
    spreadRow('**all steps: from save to verdict**', spreadOf(loop.flatMap(({ saved }) => saved))),
  )
  console.log(spreadRow(`${largest.step}: vitest --watch`, spreadOf(watch)))
  console.log(spreadRow(`${largest.step}: vitest run, cold`, spreadOf(cold)))
})

/** Measured in one run, so that both have the same conditions. */
function printPageTimes(edits: number): void {
  const program = path.join('workshop', 'author', 'browser', 'measure-saves.ts')
  const { terminal, page, bundle } = told<SaveTimes>(program, ROOT, edits)
  console.log(HEAD)
  console.log(spreadRow('from save to terminal', spreadOf(terminal)))
  console.log(spreadRow('from save to page', spreadOf(page)))
  const more = page.map((time, at) => time - (terminal[at] ?? Number.NaN))
  console.log(spreadRow('**the page after the terminal**', spreadOf(more)))
  const { milliseconds, script, style } = bundle
  console.log(
    `\nPut together in ${Math.round(milliseconds)} ms: ${script} bytes of script, ${style} of style.`,
  )
}

function loopTimes(copy: string, edits: number): LoopTimes[] {
  const drive = path.join('workshop', 'author', 'loop-bench', 'drive-loop.ts')
  return told(drive, copy, edits)
}

/** The JSON that a program prints. */
function told<T>(program: string, cwd: string, edits: number): T {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', program, String(edits)],
    { cwd, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

function mean(times: number[]): number {
  return times.reduce((sum, time) => sum + time, 0) / times.length
}
