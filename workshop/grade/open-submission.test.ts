import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { starterFiles } from '../lesson/starter.ts'
import { findSteps } from '../lesson/steps.ts'
import { SOLUTIONS } from '../paths.ts'
import { passed } from '../runner/report.ts'
import { openTarget } from './open-target.ts'

it('passes the first step of a submission that has solved only that step', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'submission-'))
  const [first, second] = findSteps()
  for (const { name } of findSteps()) {
    for (const [file, text] of starterFiles(name)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), text)
    }
  }
  for (const solved of ['app.ts', first?.name as string]) {
    cpSync(path.join(SOLUTIONS, solved), path.join(folder, solved), { recursive: true })
  }
  const submission = openTarget(folder)
  try {
    const reports = await submission.check(
      [first, second].map((step) => step?.name as string),
      () => {},
    )
    expect(reports.filter(passed).map(({ step }) => step)).toEqual([first?.name])
  } finally {
    submission.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
