import { failureMessage, type Place } from '../lesson/texts.ts'

/** What is said if the place that a check names is not the cause: the place to open instead. */
export function elsewhere(place: Place | undefined): string {
  if (!place) return failureMessage('not in this step')
  return failureMessage('elsewhere', { place: nameOf(place) })
}

export function nameOf({ file, symbol }: Place): string {
  return symbol === '' ? `\`${file}\`` : `\`${symbol}\` of \`${file}\``
}
