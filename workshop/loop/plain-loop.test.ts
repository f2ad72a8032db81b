import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { scratchCopy } from '../author/repository/scratch-copy.ts'

const copy = scratchCopy(`loop-${process.pid}`)
const file = path.join(copy, 'steps', '01-token-model', 'models.ts')
const solution = readFileSync(file.replace('steps', 'solutions'), 'utf8')
let child: ChildProcess | undefined

afterAll(() => {
  child?.kill('SIGKILL')
  rmSync(copy, { recursive: true, force: true })
})

it('goes from the first failure to the next step, through an endless loop and a crash', async () => {
  const loop = path.join(copy, 'workshop', 'loop', 'plain-loop.ts')
  const program = `import(${JSON.stringify(loop)}).then(({ plainLoop }) => plainLoop())`
  child = spawn(process.execPath, ['--import', 'tsx', '--eval', program], { cwd: copy })
  let text = ''
  child.stdout?.on('data', (chunk) => {
    text += chunk
  })
  const ended = new Promise((resolve) => child?.once('close', resolve))
  const shows = async (pattern: RegExp) => {
    await expect.poll(() => text, { timeout: 120_000, interval: 50 }).toMatch(pattern)
    text = ''
  }

  await shows(/Not written yet[\s\S]*01-token-model\/models\.ts:\d+/)
  writeFileSync(file, `${solution}\nwhile (true) {}\n`)
  await shows(/loop that never ends/)
  writeFileSync(file, `${solution}\nthrow new Error('on load')\n`)
  await shows(/when it is loaded, before any request: on load[\s\S]*models\.ts:\d+/)
  writeFileSync(file, `${solution}\nconst wrong: number = 'text'\nconsole.log('said', wrong)\n`)
  await shows(/Types:\n {2}steps\/01-token-model\/models\.ts:\d+: Type 'string'[\s\S]*said text/)
  writeFileSync(file, solution)
  await shows(/All \d+ checks[\s\S]*Exam: 8 sessions are running/)
  // If it is pressed too early, it waits for the whole exam.
  child.stdin?.write('n\n')
  await shows(/continues when it passes[\s\S]*Exam: 8 of 8 sessions match the/)
  await shows(/here: 02-auto-token[\s\S]*Fails:/)
  child.stdin?.write('q\n')
  expect(await ended).toBe(0)
}, 400_000)
