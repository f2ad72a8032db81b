import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findSteps } from '../../lesson/steps.ts'
import { commandRunner } from '../repository/command-runner.ts'

/** The tests run in order, and each one needs the copy as the previous one left it. */
const { copy, run, remove } = commandRunner('author-commands')

/** The exam has its own tests. */
const BRIEFLY = ['--sessions', '5']

afterAll(remove)

describe('a further step', { shuffle: false, timeout: 300_000 }, () => {
  it('fails at first, passes when it is solved, and is known to every command', () => {
    const folder = /steps\/(\d\d-rate-limit)/.exec(
      run('new-step', 'rate-limit').text,
    )?.[1] as string
    const number = folder.slice(0, 2)
    expect(run('check', number)).toMatchObject({
      status: 1,
      text: expect.stringContaining('Not written yet'),
    })
    expect(run('check', number, '--subject', 'solutions', ...BRIEFLY)).toMatchObject({ status: 0 })
    expect(run('diff', number).text).toContain(`+++ solutions/${folder}/rate-limit.ts`)
    expect(run('list', number).text).toContain(`here: ${folder}`)
    // The exam covers the whole API up to the step, so the earlier steps are solved too.
    run('catch-up', number)
    cpSync(path.join(copy, 'solutions', folder), path.join(copy, 'steps', folder), {
      recursive: true,
    })
    expect(run('check', ...BRIEFLY)).toMatchObject({ status: 0 })
    expect(run('next').text).toContain('This was the last step.')
  })
})

describe('an instructor', { shuffle: false, timeout: 300_000 }, () => {
  it('sees one line for each step of a submission, and a failure where one fails', () => {
    const submission = path.join(copy, 'submission')
    mkdirSync(submission)
    cpSync(path.join(copy, 'solutions'), path.join(submission, 'steps'), { recursive: true })
    writeFileSync(path.join(submission, 'package.json'), '{"type": "commonjs"}')
    writeFileSync(
      path.join(submission, 'steps', '07-logout', 'views.ts'),
      'export const logout = async () => process.exit(0)\n',
    )
    const { status, text } = run('check', '--all', '--subject', submission, ...BRIEFLY)
    expect(text).toMatch(/^06-is-owner: passed/m)
    expect(text).toMatch(/^07-logout: failed/m)
    expect(
      text
        .trim()
        .split('\n')
        .filter(
          (line) => /: (failed|\d+ of \d+ checks pass)/.test(line) && !line.includes('rate-limit'),
        ),
    ).toHaveLength(findSteps().length)
    expect(status).toBe(1)
  })

  it('gets an error when there is no submission', () => {
    expect(run('check', '--all', '--subject', 'nowhere')).toMatchObject({
      status: 2,
      text: expect.stringContaining('does not exist'),
    })
    for (const url of ['http://127.0.0.1:1/', 'http://no-such-host.invalid']) {
      expect(run('check', '--subject', url)).toMatchObject({
        status: 2,
        text: expect.stringContaining(`${url} does not respond (`),
      })
    }
  })
})
