import { escapeText } from '../escape.ts'
import type { Grade } from '../grade.ts'
import { failureText } from './failure-text.ts'

/**
 * The results of one submission for Gradescope: one test for each step, with its weight.
 * https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
 */
export function gradescopeJson(
  { steps }: Grade,
  weights: ReadonlyMap<string, number>,
  isolated: boolean,
): string {
  const tests = steps.map((step) => {
    const weight = weights.get(step.step) ?? 1
    const passed = step.outcome === 'passed'
    return {
      name: step.step,
      number: step.step.slice(0, 2),
      score: passed ? weight : 0,
      max_score: weight,
      status: passed ? 'passed' : 'failed',
      output: escapeText([failureText(step), ...step.remarks].join('\n')),
      output_format: 'text',
      visibility: 'visible',
    }
  })
  const output = isolated ? {} : { output: 'NOT ISOLATED', output_format: 'text' }
  return `${JSON.stringify({ ...output, stdout_visibility: 'hidden', tests }, null, 2)}\n`
}
