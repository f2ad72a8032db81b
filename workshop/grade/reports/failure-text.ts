import { formatExplanation } from '../../failure/explanation.ts'
import type { StepGrade } from '../grade.ts'

/** Why a step did not pass. The text is not escaped. */
export function failureText({ outcome, why, first, explanation }: StepGrade): string {
  if (outcome === 'passed') return 'passed'
  if (explanation && outcome === 'failed') return formatExplanation(explanation)
  return [outcome, first, why].filter((text) => text !== undefined).join('\n')
}
