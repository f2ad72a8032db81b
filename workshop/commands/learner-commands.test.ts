import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commandRunner } from '../author/repository/command-runner.ts'

/** Every character with a meaning in a URL or a glob, except `?`, which is refused. */
const { copy, run, runAt, read, remove } = commandRunner('learner #1 100% [commands]')

afterAll(remove)

// The tests run in order, because each one needs the copy as the previous one left it.
describe('a learner', { shuffle: false }, () => {
  describe('a newcomer', { shuffle: false }, () => {
    it('gets one round in plain text without a terminal', () => {
      const { status, text } = run('start')
      expect(text).toMatch(/^Checking once, .*\n0 of 7 steps of part one done\nhere: 01-/)
      expect(text).toMatch(/Fails:[\s\S]*What to do:[\s\S]*Open:\n {2}steps\/01-/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
      expect(text).not.toMatch(/\u001b/)
      expect(status).toBe(0)
    })

    it('is told what commands there are, and which one there is not', () => {
      expect(run('workshop').text).toContain('npm run catch-up STEP')
      for (const asked of [
        ['api', '--help'],
        ['api', '-h'],
        ['workshop', 'api'],
      ])
        expect(run(...(asked as [string]))).toMatchObject({
          status: 0,
          text: expect.stringMatching(/^npm run api -- \[options\]\n[\s\S]*--database URL/),
        })
      expect(run('chekc')).toMatchObject({
        status: 2,
        text: expect.stringContaining('no command "chekc"'),
      })
      expect(run('check', '99')).toMatchObject({
        status: 2,
        text: expect.stringContaining('no step "99"'),
      })
      expect(run('check', '--nope').text).not.toContain('    at ')
      expect(run('reset', '05', '06')).toMatchObject({
        status: 2,
        text: expect.stringContaining('one name, not 2: 05 06'),
      })
    })

    it('goes down the hints one by one', () => {
      const [first, second] = [run('hint', '1').text, run('hint', '1').text]
      expect(second.length).toBeGreaterThan(first.length)
      expect(second).toContain(first.trim())
    })
  })

  describe('someone who breaks the API', { shuffle: false }, () => {
    it('gets a file with an example that is true, and judged', () => {
      const { status, text } = run('break', '7')
      expect(text).toMatch(/^breaks\/07-logout\.ts is new[\s\S]*\n07-logout: \d+ of \d+ wrong/)
      expect(text).not.toMatch(/Not true|Too narrow/)
      expect(status).toBe(1)
    })

    it('keeps the file, whatever is in it', () => {
      writeFileSync(path.join(copy, 'breaks/07-logout.ts'), 'export const examples = [')
      const { status, text } = run('break', '07')
      expect(text).toMatch(/^breaks\/07-logout\.ts:1 does not compile: /)
      expect(status).toBe(1)
      expect(read('breaks/07-logout.ts')).toBe('export const examples = [')
      expect(run('break', '99')).toMatchObject({ status: 2 })
    })
  })

  describe('what a learner wrote', { shuffle: false }, () => {
    const file = 'steps/02-auto-token/signals.ts'

    it('survives a reset, a catch-up and a restore', () => {
      const starter = read(file)
      writeFileSync(path.join(copy, file), 'export const mine = 1\n')
      writeFileSync(path.join(copy, 'steps/02-auto-token/more.ts'), '')
      const name = /npm run restore (\S+)/.exec(run('reset', '02').text)?.[1] as string
      expect(read(file)).toBe(starter)
      expect(() => read('steps/02-auto-token/more.ts')).toThrow()

      expect(run('catch-up', '3').text).toContain('You are at 03-')
      expect(read(file)).toBe(read(file.replace('steps', 'solutions')))

      expect(run('restore').text).toContain(name)
      expect(run('restore', name).status).toBe(0)
      expect(read(file)).toBe('export const mine = 1\n')
      expect(run('restore', '../..')).toMatchObject({ status: 2 })
      run('reset', '02')
      run('reset', '01')
    })
  })

  it('reads lines as wide as the terminal, and at most 100', () => {
    run('catch-up', '2')
    run('list', '1')
    for (const command of [['hint', '2'], ['text', '3'], ['next']]) {
      for (const columns of [60, 300]) {
        if (command[0] === 'next') run('list', '1')
        const { text } = runAt(columns, ...command)
        const prose = text.split('\n').filter((line) => !line.startsWith('    '))
        const longest = Math.max(...prose.map((line) => line.length))
        expect(longest, text).toBeLessThanOrEqual(Math.min(columns, 100))
        expect(longest, text).toBeGreaterThan(40)
      }
    }
  })
})
