import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, lstatSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { it, type TestContext } from 'vitest'
import { openFile } from './open-file.ts'

function dataFile({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return path.join(folder, 'data', 'api.json')
}

/** A program that gives another one its own process ids, as a container does. */
const NAMESPACE = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']
const [unshare = '', ...unsharing] = NAMESPACE
const hasNamespaces = spawnSync(unshare, [...unsharing, 'true']).status === 0

/** Keeps the file open in another process. */
async function holdElsewhere(file: string, before: string[]) {
  const module = pathToFileURL(path.join(import.meta.dirname, 'open-file.ts')).href
  const code = `
    const { openFile } = await import(${JSON.stringify(module)})
    await openFile(${JSON.stringify(file)})
    console.log('open')
    setInterval(() => {}, 1000)`
  const node = [process.execPath, '--import', 'tsx', '--input-type=module', '-e', code]
  const [program = '', ...options] = [...before, ...node]
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

// Each of these waits for seconds until a lock has expired, so they wait at the same time.
it.concurrent.for<[string, string[], boolean]>([
  ['process', [], true],
  ['process with its own process ids', NAMESPACE, hasNamespaces],
])(
  'a data file is refused while another %s uses it, and opened after that has crashed',
  {
    timeout: 30_000,
  },
  async ([, before, canRun], { skip, expect, onTestFinished }) => {
    skip(!canRun, 'needs unshare, and the right to use it')
    const file = dataFile({ onTestFinished })
    const other = await holdElsewhere(file, before)
    onTestFinished(() => void other.kill('SIGKILL'))
    await expect(openFile(file)).rejects.toThrow('is in use by another process')
    other.kill('SIGKILL')
    await once(other, 'exit')
    const backend = await openFile(file)
    await backend.close()
  },
)

it.concurrent('a link to a data file remains a link, and shares its lock', async ({
  skip,
  expect,
  onTestFinished,
}) => {
  skip(process.platform === 'win32', 'needs the right to make links')
  const file = dataFile({ onTestFinished })
  const link = path.join(path.dirname(path.dirname(file)), 'link.json')
  symlinkSync(file, link)
  const backend = await openFile(link)
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(existsSync(`${file}.lock`)).toBe(true)
  await expect(openFile(file)).rejects.toThrow('in use')
  await backend.close()
})
