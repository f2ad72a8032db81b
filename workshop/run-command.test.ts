import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { expect, it } from 'vitest'
import { ROOT } from './paths.ts'
import { toldOf, UsageError } from './run-command.ts'

const errorOf = (code: string, path?: string) => Object.assign(new Error(code), { code, path })

function errorFrom(work: () => void): unknown {
  try {
    return void work()
  } catch (error) {
    return error
  }
}

it.each([
  ['EACCES', 'You do not have permission to write'],
  ['EPERM', 'You do not have permission to write'],
  ['EROFS', 'You do not have permission to write'],
  ['ENOSPC', 'There is no space on the disk'],
])('says what to do about the error %s of the system', (code, sentence) => {
  expect(toldOf(errorOf(code, '/data/db.json'))).toContain(sentence)
  expect(toldOf(errorOf(code, '/data/db.json'))).toContain('/data/db.json')
})

it('says which option a command does not know, in one line', () => {
  const error = errorFrom(() => parseArgs({ args: ['--nope'], allowPositionals: true }))
  expect(toldOf(error)).toBe(
    "Unknown option '--nope'\nTo see what a command takes, write -- --help after it.",
  )
})

it('shows the stack of an error that the person at the keyboard cannot correct', () => {
  expect(toldOf(new UsageError('There is no step "99".'))).toBe('There is no step "99".')
  expect(toldOf(errorOf('ECONNRESET'))).toMatch(/^Error: ECONNRESET\n +at /)
})

it.each([
  ['new UsageError("Name a step.")', 'Name a step.'],
  ['Object.assign(new Error(), { code: "ENOSPC", path: "db.json" })', 'no space on the disk'],
  ['new RangeError("a bug")', 'RangeError: a bug'],
])('ends with 2 after %s, whatever is running: 1 is for what does not pass', (error, told) => {
  const file = pathToFileURL(path.join(ROOT, 'workshop', 'run-command.ts'))
  const program = `
    import { runCommand, UsageError } from ${JSON.stringify(file)}
    await runCommand(() => {
      setInterval(() => {}, 1000)
      throw ${error}
    })`
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: ROOT, encoding: 'utf8', timeout: 30_000 },
  )
  expect(stderr).toContain(told)
  expect(status).toBe(2)
})

it.skipIf(process.platform === 'win32')(
  'ends without an error when the reader of its output closes early',
  () => {
    const file = path.join(ROOT, 'workshop', 'run-command.ts')
    const program = `
    import { setTimeout } from 'node:timers/promises'
    import { runCommand } from ${JSON.stringify(file)}
    await runCommand(async () => {
      for (;;) {
        console.log('a line')
        await setTimeout(1)
      }
    })`
    const node = `"${process.execPath}" --import tsx --input-type=module --eval "$PROGRAM"`
    const { stdout, stderr } = spawnSync('sh', ['-c', `${node} | head -1`], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, PROGRAM: program },
      timeout: 30_000,
    })
    expect({ stdout, stderr }).toEqual({ stdout: 'a line\n', stderr: '' })
  },
)
