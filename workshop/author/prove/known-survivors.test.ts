import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../../paths.ts'
import { knownSurvivors, unexplained } from './known-survivors.ts'
import { readReport } from './run-stryker.ts'

const report = (mutatorName: string, replacement: string, status: string) => ({
  files: {
    'solutions/07-logout/views.ts': {
      mutants: [{ mutatorName, replacement, status, location: { start: { line: 6, column: 7 } } }],
    },
  },
})

it('gives the reason why a mutant survives, and reports those without a reason', () => {
  const known = readReport(report('ConditionalExpression', 'true', 'Survived'))
  const strange = readReport(report('ConditionalExpression', 'false', 'NoCoverage'))
  const noticed = readReport(report('ConditionalExpression', 'false', 'Killed'))
  expect(unexplained(known.survivors)).toEqual([])
  expect(unexplained(strange.survivors)).toHaveLength(1)
  expect(noticed).toEqual({ mutants: 1, survivors: [] })
})

it('names files that exist', () => {
  expect(knownSurvivors.filter(({ file }) => !existsSync(path.join(ROOT, file)))).toEqual([])
})
