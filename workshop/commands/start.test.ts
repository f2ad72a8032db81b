import { spawn, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { scratchCopy } from '../author/repository/scratch-copy.ts'

/** `script` of util-linux provides a terminal. */
const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' })
const whyNot = /util-linux/.test(stdout ?? '') ? undefined : 'no script of util-linux'

const title = `npm start on a terminal${whyNot ? ` (skipped: ${whyNot})` : ''}`

describe.skipIf(whyNot)(title, { timeout: 120_000 }, () => {
  it.each([
    ['a screen', [], 'q'],
    ['a terminal without cursor movement', ['--plain'], ''],
  ])(
    'on %s opens the page with o, once there is a verdict, and ends with q',
    async (_, args, back) => {
      const copy = scratchCopy(`start-${args.length}-${process.pid}`)
      const enter = args.length > 0 ? '\n' : ''
      const command = [process.execPath, 'workshop/run.cjs', 'start', ...args].join(' ')
      const child = spawn('script', ['-qefc', command, '/dev/null'], {
        cwd: copy,
        env: { ...process.env, BROWSER: 'none', TERM: 'xterm', CI: '', ACCESSIBLE: '' },
      })
      let shown = ''
      child.stdout.on('data', (chunk) => {
        shown += chunk
      })
      const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
      const see = (text: RegExp) => expect.poll(() => shown, { timeout: 60_000 }).toMatch(text)
      try {
        await see(/checks pass|not written yet|Nothing was checked/)
        child.stdin.write(`o${enter}`)
        await see(/http:\/\/127\.0\.0\.1:\d+\/in\/[\w-]{43}/)
        const [address = ''] = /http:\S+?\/in\/[\w-]{43}/.exec(shown) ?? []
        expect(await statusOf(address)).toBe(303)
        child.stdin.write(`${back}q${enter}`)
        expect(await closed).toBe(0)
      } finally {
        child.kill('SIGKILL')
        rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
      }
    },
  )
})

function statusOf(address: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(address, ({ statusCode }) => resolve(statusCode))
      .on('error', reject)
      .end()
  })
}
