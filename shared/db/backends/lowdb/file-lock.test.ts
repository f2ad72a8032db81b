import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFile } from './file-lock.ts'

let folder = ''
let file = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
  file = path.join(folder, 'api.json')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function lockOf(pid: number | undefined, host = hostname()): string {
  return `${file}.${pid}@${host}.lock`
}

it('keeps the file from this process, too, until it is released', async () => {
  const release = await lockFile(file)
  await expect(lockFile(file)).rejects.toThrow('in use')
  await release()
  await (await lockFile(file))()
  expect(readdirSync(folder)).toEqual([])
})

it('refuses while another process has it, and says which and what to do', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  writeFileSync(lockOf(other.pid), '')
  await expect(lockFile(file)).rejects.toThrow(`in use by process ${other.pid} on ${hostname()}`)
  await expect(lockFile(file)).rejects.toThrow(`delete ${lockOf(other.pid)}`)
  other.kill()
  expect(readdirSync(folder)).toEqual([path.basename(lockOf(other.pid))])
})

it('takes over from a process that is gone', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(lockOf(pid), '')
  const release = await lockFile(file)
  expect(existsSync(lockOf(pid))).toBe(false)
  expect(existsSync(lockOf(process.pid))).toBe(true)
  await release()
})

it('cannot tell whether a process of another machine is gone, so it refuses', async () => {
  writeFileSync(lockOf(process.pid, 'elsewhere'), '')
  await expect(lockFile(file)).rejects.toThrow('on elsewhere')
})

it('leaves the locks of other files alone', async () => {
  const other = path.join(folder, 'api.json.copy')
  const release = await lockFile(other)
  await (await lockFile(file))()
  await release()
})

it('lets one of many in when all come at once', async () => {
  const module = JSON.stringify(pathToFileURL(path.join(import.meta.dirname, 'file-lock.ts')))
  const code = `
    const { lockFile } = await import(${module})
    process.stdin.once('data', () => lockFile(${JSON.stringify(file)}).then(
      () => console.log('in'),
      () => console.log('out'),
    ))
    console.log('ready')`
  const options = ['--import', 'tsx', '--input-type=module', '-e', code]
  const children = [1, 2, 3].map(() => spawn(process.execPath, options))
  const line = async (child: (typeof children)[number]) => String(await once(child.stdout, 'data'))
  await Promise.all(children.map(line))
  const answers = Promise.all(children.map(line))
  for (const child of children) child.stdin.write('go')
  expect((await answers).sort()).toEqual(['in\n', 'out\n', 'out\n'])
  for (const child of children) child.kill()
})
