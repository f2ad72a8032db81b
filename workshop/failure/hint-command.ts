import { headingOf, type Place, readHints } from '../lesson/texts.ts'

/** The command that shows the hints for a place of a step. None if it would only repeat the rest. */
export function hintCommand(step: string, place: Place | undefined): string | undefined {
  const rungs = place && readHints(step).get(headingOf(place))?.rungs
  return rungs && rungs.length > 0 ? `npm run hint ${step.slice(0, 2)}` : undefined
}
