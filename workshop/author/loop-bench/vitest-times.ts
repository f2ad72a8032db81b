import { spawn } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { touch } from './touch.ts'

const PAUSE = 1500

/** The time of a cold `vitest run` of a step, in milliseconds. */
export async function coldTimes(root: string, step: string, runs: number): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now()
    const child = vitest(root, step, 'run')
    await new Promise((resolve) => child.once('close', resolve))
    times.push(performance.now() - start)
  }
  return times
}

/** The time of `vitest --watch` from a save to its verdict, in milliseconds. */
export async function watchTimes(root: string, step: string, edits: number): Promise<number[]> {
  const child = vitest(root, step, 'watch')
  const verdict = () =>
    new Promise<void>((resolve) => {
      const read = (chunk: Buffer) => {
        if (!/Duration/.test(String(chunk))) return
        child.stdout.off('data', read)
        resolve()
      }
      child.stdout.on('data', read)
    })
  const times: number[] = []
  await verdict()
  for (let edit = 0; edit < edits; edit += 1) {
    await sleep(PAUSE)
    const shown = verdict()
    const start = performance.now()
    touch(path.join(root, 'steps'), step)
    await shown
    times.push(performance.now() - start)
  }
  child.kill('SIGKILL')
  return times
}

function vitest(root: string, step: string, mode: 'run' | 'watch') {
  const program = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
  return spawn(process.execPath, [program, mode, `checks/${step}/suite.test.ts`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}
