import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { hasEnded, tell } from './child-process.ts'

const ROOT = path.join(import.meta.dirname, '..', '..')

it('a message to a process that is ending throws nothing', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  await once(child, 'spawn')
  child.kill('SIGKILL')
  // Until this process looks, the child still seems to be connected.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
  expect(child.connected).toBe(true)
  tell(child, { x: 'x'.repeat(100_000) })
  await once(child, 'close')
  expect(hasEnded(child)).toBe(true)
  tell(child, {})
})

it('every message to a process is sent in this way', () => {
  const files = ['checks', 'workshop'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .filter((file) => !file.includes('node_modules'))
      .map((file) => path.join(ROOT, folder, file)),
  )
  const sending = files.filter((file) =>
    /\b#?(?:child|started)\.send\(/.test(readFileSync(file, 'utf8')),
  )
  expect(sending).toEqual([path.join(import.meta.dirname, 'child-process.ts')])
})
