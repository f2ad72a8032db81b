import { setTimeout as sleep } from 'node:timers/promises'
import { frameOf } from '../../loop/view.ts'
import { keepChecking } from '../../loop/watch.ts'
import { Workshop } from '../../loop/workshop.ts'
import { STEPS } from '../../paths.ts'
import { checkSteps } from '../../runner/check-steps.ts'
import { startWarmProcess } from '../../runner/process.ts'
import type { ChildMessage } from '../../runner/report.ts'
import { colourTheme } from '../../terminal/theme.ts'
import { touch } from './touch.ts'

/** The times of one step, in milliseconds. */
export interface LoopTimes {
  step: string
  /** From saving a file to the verdict on the screen. */
  saved: number[]
  /** The checks alone, in a process that has loaded everything. */
  bare: number[]
}

const SCREEN = { width: 100, rows: 40 }
/** Learners do not save again before the next process is ready. */
const PAUSE = 2000

/**
 * Measures the loop in a scratch copy of the repository, and prints the times of each step as JSON.
 */
const edits = Number(process.argv[2])
let onVerdict = () => {}
const workshop = new Workshop(() => {
  frameOf({ kind: 'main', from: 0 }, workshop.state, colourTheme, SCREEN)
  if (!workshop.state.checking) onVerdict()
})
const stop = keepChecking(workshop)
await sleep(PAUSE * 2)
const times: LoopTimes[] = []
for (const step of workshop.state.steps) {
  // The exam follows the verdict, and is not waited for.
  workshop.goTo(step)
  await workshop.verdict()
  const saved = await repeat(() => saveToVerdict(step))
  times.push({ step, saved, bare: [] })
}
await stop()
for (const each of times) each.bare = await repeat(() => checksAlone(each.step))
console.log(JSON.stringify(times))
process.exit()

async function repeat(measure: () => Promise<number>): Promise<number[]> {
  const measured: number[] = []
  for (let edit = 0; edit < edits; edit += 1) {
    await sleep(PAUSE)
    measured.push(await measure())
  }
  return measured
}

async function saveToVerdict(step: string): Promise<number> {
  const start = performance.now()
  touch(STEPS, step)
  await new Promise<void>((resolve) => {
    onVerdict = resolve
  })
  return performance.now() - start
}

/** From the list of checks to the last verdict. */
async function checksAlone(step: string): Promise<number> {
  const warm = startWarmProcess(true)
  const child = await warm.ready
  let start = 0
  let end = 0
  child.on('message', ({ type }: ChildMessage) => {
    if (type === 'checks') start = performance.now()
    if (type === 'step-end') end = performance.now()
  })
  await checkSteps({ tree: 'steps' }, [step], { warm })
  return end - start
}
