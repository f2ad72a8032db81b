import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { scratchCopy } from '../repository/scratch-copy.ts'

/** Each test leaves the copy as the next one needs it: they run in their order. */
const copy = scratchCopy(`commands-${process.pid}`)
const { INIT_CWD: _, NO_COLOR: __, ...env } = process.env

afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** Runs a command in the copy, as npm would. */
function run(...args: string[]) {
  const program = path.join(copy, 'workshop', 'run.cjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: copy,
    encoding: 'utf8',
    env,
  })
  return { status, text: stdout + stderr }
}

function read(file: string): string {
  return readFileSync(path.join(copy, file), 'utf8')
}

describe('the commands', { shuffle: false }, () => {
  describe('a newcomer', { shuffle: false }, () => {
    it('gets one round in plain text without a terminal', () => {
      const { status, text } = run('start')
      expect(text).toMatch(/^0 of \d+ steps done\nhere: 01-/)
      expect(text).toMatch(/Does not hold:[\s\S]*What to do:[\s\S]*Open:\n {2}steps\/01-/)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
      expect(text).not.toMatch(/\u001b/)
      expect(status).toBe(0)
    })

    it('is told what commands there are, and which one there is not', () => {
      expect(run('workshop', '--help').text).toContain('npm run catch-up STEP')
      expect(run('chekc')).toMatchObject({
        status: 1,
        text: expect.stringContaining('no command "chekc"'),
      })
      expect(run('check', '99')).toMatchObject({
        status: 1,
        text: expect.stringContaining('no step "99"'),
      })
      expect(run('check', '--nope').text).not.toContain('    at ')
    })

    it('goes down the hints one by one', () => {
      const [first, second] = [run('hint', '1').text, run('hint', '1').text]
      expect(second.length).toBeGreaterThan(first.length)
      expect(second).toContain(first.trim())
    })
  })

  describe('what a learner wrote', { shuffle: false }, () => {
    const file = 'steps/02-auto-token/ready.ts'

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
      expect(run('restore', '../..')).toMatchObject({ status: 1 })
      run('reset', '02')
      run('reset', '01')
    })
  })

  describe('a further step', { shuffle: false }, () => {
    it('is red at its start, green when it is solved, and known to every command', () => {
      const folder = /steps\/(\d\d-rate-limit)/.exec(
        run('new-step', 'rate-limit').text,
      )?.[1] as string
      const number = folder.slice(0, 2)
      expect(run('check', number)).toMatchObject({
        status: 1,
        text: expect.stringContaining('Not written yet'),
      })
      expect(run('check', number, '--subject', 'solutions')).toMatchObject({ status: 0 })
      expect(run('diff', number).text).toContain(`+++ solutions/${folder}/rate-limit.ts`)
      expect(run('list', number).text).toContain(`here: ${folder}`)
      cpSync(path.join(copy, 'solutions', folder), path.join(copy, 'steps', folder), {
        recursive: true,
      })
      expect(run('check')).toMatchObject({ status: 0 })
      expect(run('next').text).toContain('This was the last step.')
    })
  })

  describe('an instructor', { shuffle: false }, () => {
    it('sees one line for each step of a submission, and a failure where one fails', () => {
      const submission = path.join(copy, 'submission')
      mkdirSync(submission)
      cpSync(path.join(copy, 'solutions'), path.join(submission, 'steps'), { recursive: true })
      writeFileSync(path.join(submission, 'package.json'), '{"type": "commonjs"}')
      writeFileSync(
        path.join(submission, 'steps', '07-logout', 'logout.ts'),
        'export const logout = async () => process.exit(0)\n',
      )
      const { status, text } = run('check', '--all', '--subject', submission)
      expect(text).toMatch(/^06-is-owner: passed/m)
      expect(text).toMatch(/^07-logout: failed/m)
      expect(
        text
          .trim()
          .split('\n')
          .filter((line) => !line.includes('rate-limit')),
      ).toHaveLength(7)
      expect(status).toBe(1)
    })

    it('is told when there is no submission', () => {
      expect(run('check', '--all', '--subject', 'nowhere')).toMatchObject({
        status: 1,
        text: expect.stringContaining('does not exist'),
      })
    })
  })
})
