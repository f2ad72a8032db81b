import { spawn, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { scratchCopy } from '../author/repository/scratch-copy.ts'

/** `script` of util-linux provides a terminal. */
const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' })
const whyNot = /util-linux/.test(stdout ?? '') ? undefined : 'no script of util-linux'

const title = `npm start on a terminal${whyNot ? ` (skipped: ${whyNot})` : ''}`

describe.skipIf(whyNot)(title, { timeout: 120_000 }, () => {
  it.each([
    ['a screen', []],
    ['a terminal without cursor movement', ['--plain']],
  ])(
    'on %s opens the page with o, once there is a verdict, and ends with q',
    async (_, args: string[]) => {
      const copy = scratchCopy(`start-${args.length}-${process.pid}`)
      const isScreen = args.length === 0
      const enter = isScreen ? '' : '\n'
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
        if (isScreen) {
          // A q too many leaves the page and nothing else.
          shown = ''
          child.stdin.write('qq')
          await see(/q quit/)
          expect(shown).not.toContain('Opening the page')
          child.stdin.write('l')
          await see(/number of a step/)
          child.stdin.write('q')
          await setTimeout(1200)
        }
        child.stdin.write(`q${enter}`)
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
