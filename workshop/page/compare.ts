import { parsePatch } from 'diff'
import { solutionDiff } from '../lesson/starter.ts'
import { keepStep } from '../progress/copies.ts'
import type { Compared, ComparedRow } from './page-state.ts'

/**
 * The differences between the learner's step and the solution. The learner's files are copied
 * first.
 */
export function compareStep(step: string): Compared {
  const text = solutionDiff(step)
  if (text === '') return { step, files: [] }
  const copy = keepStep(step)
  const files = parsePatch(text).map(({ newFileName = '', hunks }) => ({
    file: newFileName.replace(/^solutions\//, 'steps/'),
    hunks: hunks.map(({ oldStart, newStart, lines }) => rowsOf(lines, oldStart, newStart)),
  }))
  return { step, copy, files }
}

function rowsOf(lines: string[], own: number, solution: number): ComparedRow[] {
  const at = { own, solution }
  return lines
    .filter((line) => !line.startsWith('\\'))
    .map((line) => {
      const row: ComparedRow = { text: line.slice(1) }
      if (!line.startsWith('+')) row.own = at.own++
      if (!line.startsWith('-')) row.solution = at.solution++
      return row
    })
}
