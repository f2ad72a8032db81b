import { structuredPatch } from 'diff'
import { describe, expect, it } from 'vitest'
import { isPristine, solutionFiles, sourcesIn, starterFiles } from '../../lesson/starter.ts'
import { findSteps } from '../../lesson/steps.ts'
import { SOLUTIONS, STEPS } from '../../paths.ts'

/**
 * The parts of a learner's file that are not in the solution. A learner can need an import as a
 * value that the solution needs only as a type.
 */
function differences(starter: string, solution: string): string[] {
  const [begun, solved] = [starter, solution].map((text) => {
    return text.replaceAll('import type ', 'import ')
  })
  const { hunks } = structuredPatch('starter', 'solution', begun ?? '', solved ?? '', '', '', {
    context: 0,
  })
  return hunks.map(({ lines }) => lines.filter((line) => line.startsWith('-')).join('\n'))
}

describe.each(findSteps())('$name', ({ name }) => {
  const solutions = solutionFiles(name)

  it('differs from its solution only at a TODO', () => {
    const strange = [...starterFiles(name)].flatMap(([file, text]) =>
      differences(text, solutions.get(file) ?? '')
        .filter((lines) => !/todo/i.test(lines))
        .map((lines) => `${file}: ${lines}`),
    )
    expect(strange).toEqual([])
  })

  it('has at most three files with a TODO, and twenty-five lines to write at most', () => {
    const begun = [...starterFiles(name)].filter(([file, text]) => text !== solutions.get(file))
    const added = begun.flatMap(([file, text]) => {
      const { hunks } = structuredPatch('', '', text, solutions.get(file) ?? '', '', '', {
        context: 0,
      })
      return hunks.flatMap(({ lines }) => lines.filter((line) => /^\+\s*\S/.test(line)))
    })
    expect(begun.length).toBeLessThanOrEqual(3)
    expect(added.length).toBeLessThanOrEqual(25)
  })
})

it('steps/ and solutions/ have the same app.ts, and the same other files', () => {
  const [steps, solutions] = [sourcesIn(STEPS, ''), sourcesIn(SOLUTIONS, '')]
  expect([...solutions.keys()].filter((file) => !steps.has(file))).toEqual([])
  if (isPristine()) {
    expect([...steps.keys()]).toEqual([...solutions.keys()])
    expect(steps.get('app.ts')).toBe(solutions.get('app.ts'))
  }
})
