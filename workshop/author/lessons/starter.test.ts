import { describe, expect, it } from 'vitest'
import { solutionFiles, starterFiles } from '../../lesson/starter.ts'
import { findSteps } from '../../lesson/steps.ts'

describe.each(findSteps())('the starter of $name', ({ name }) => {
  it('has the files of the solution', () => {
    expect([...starterFiles(name).keys()]).toEqual([...solutionFiles(name).keys()])
  })

  it('has a TODO in every file that differs from the solution, and differs somewhere', () => {
    const solution = solutionFiles(name)
    const changed = [...starterFiles(name)].filter(([file, text]) => text !== solution.get(file))
    expect(changed).not.toEqual([])
    for (const [, text] of changed) expect(text).toMatch(/TODO|todo\(/)
  })
})
