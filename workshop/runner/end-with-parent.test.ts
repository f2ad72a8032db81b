import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach, expect, it } from 'vitest'
import { END_WITH_PARENT } from '../../checks/harness/end-with-parent.ts'

const started: ChildProcess[] = []
let orphan = 0

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  if (orphan > 0) process.kill(orphan, 'SIGKILL')
})

/** A process that starts another one and waits. Both have the same standard error. */
async function parentOf(program: string): Promise<ChildProcess> {
  const args = JSON.stringify([...END_WITH_PARENT, '--eval', program])
  const start = `
    const child = require('node:child_process').spawn(process.execPath, ${args}, {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child.stdout.once('data', () => console.log(child.pid))
    setInterval(() => {}, 1000)`
  const parent = spawn(process.execPath, ['--eval', start], { stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(parent)
  orphan = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)))
  return parent
}

it.each([
  ['waits', 'setInterval(() => {}, 1000)'],
  ['never comes to its end', 'for (;;) {}'],
  ['does not want to', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"],
])('a process that %s ends with the one that started it', async (_, work) => {
  const parent = await parentOf(`require('node:fs').writeSync(1, 'here'); ${work}`)
  parent.stderr?.resume()
  const ended = new Promise((resolve) => parent.stderr?.once('close', resolve))
  parent.kill('SIGKILL')
  // It closes when both have ended.
  await ended
  orphan = 0
})

it('a process that is done does not wait for it', async () => {
  const child = spawn(process.execPath, [...END_WITH_PARENT, '--eval', '0'], { stdio: 'inherit' })
  started.push(child)
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
})
