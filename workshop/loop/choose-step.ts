/** The list of steps, while the learner chooses one. */
export interface Choice {
  kind: 'list'
  /** The place of the marked step. */
  selected: number
  /** The digits typed so far. */
  typed: string
}

/** The list after a key. Enter confirms, because a number can have several digits. */
export function choiceAfter(choice: Choice, key: string, steps: string[]): Choice {
  if (key === 'up' || key === 'down') {
    const next = choice.selected + (key === 'up' ? -1 : 1)
    return { ...choice, selected: (next + steps.length) % steps.length, typed: '' }
  }
  if (!/^\d$/.test(key)) return choice
  // A digit that no number goes on with begins another number.
  const typed = [choice.typed + key, key].find((digits) => beginsNumber(digits, steps)) ?? ''
  const named = steps.findIndex((step) => Number.parseInt(step, 10) === Number(typed))
  return { ...choice, typed, selected: typed === '' || named < 0 ? choice.selected : named }
}

function beginsNumber(digits: string, steps: string[]): boolean {
  return steps.some((step) => {
    const number = /^\d+/.exec(step)?.[0] ?? ''
    return number.startsWith(digits) || String(Number(number)).startsWith(digits)
  })
}
