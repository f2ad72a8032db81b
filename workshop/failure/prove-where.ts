import { sessionPasses } from '../exam/step-exam.ts'
import { stepOf } from '../lesson/steps.ts'
import { failureMessage, headingOf, type Place, readWords } from '../lesson/texts.ts'
import type { StepReport } from '../runner/report.ts'
import { formatPlace, parsePlace } from '../stack.ts'
import { type Culprit, checkPasses, findCulprits } from './blame.ts'
import type { Source } from './checked-code.ts'
import { elsewhere, nameOf } from './elsewhere.ts'
import type { Explanation } from './explanation.ts'
import { hintCommand } from './hint-command.ts'

/**
 * Replaces a guessed cause with a proved one: see `findCulprits`. It takes some time, so it follows
 * the explanation.
 */
export async function proveWhere(
  explanation: Explanation,
  report: StepReport,
  { tree, passes: passesThere }: Source,
  signal?: AbortSignal,
): Promise<Explanation> {
  if (explanation.proved) return explanation
  const { step, checks, exam } = report
  // What must pass: the check, or the session of the exam that differs.
  const passesHere = () =>
    checks.includes(explanation.check)
      ? checkPasses(tree, step, explanation.check, signal)
      : exam?.difference && sessionPasses(exam.difference, step, tree, signal)
  const passes = passesThere ?? (await passesHere())
  // Elsewhere it runs alone, and a check can fail only among others.
  if (await passes?.(new Map())) return passesThere ? explanation : passedAgain(explanation)
  const [culprit, other] = passes ? await findCulprits(tree, step, passes) : []
  if (!culprit) return explanation
  const words = readWords(step).get(explanation.check)
  const proved = [culprit, other].flatMap((each) => (each ? [formatPlace(each.at, tree)] : []))
  const typed = explanation.typed && explanation.open
  // A type error in the same file is more exact. One in another file is not the cause.
  const isSame = typed && parsePlace(typed)?.file === parsePlace(proved[0])?.file
  const [first, second] = new Set(
    isSame ? [typed, ...proved] : [...proved, ...(typed ? [typed] : [])],
  )
  // The advice of the check is about the place that it names. With another cause, it misleads.
  const isNamed = (each: Culprit | undefined) =>
    each && words?.place && isWithin(each.place, words.place)
  const isTold =
    isNamed(culprit) && culprit.place.symbol !== '' && !other && culprit.promise === undefined
  const applies = !words?.place || isNamed(culprit) || isNamed(other)
  const told = [
    words?.whatToDo,
    elsewhere(explanation.place),
    notAwaited(culprit),
    notAwaited(other),
  ]
  const others = explanation.whatToDo.filter((each) => !told.includes(each))
  const advice = applies && words ? [...others, words.whatToDo] : others
  const place = isNamed(culprit) ? words?.place : culprit.place
  return {
    ...explanation,
    whatToDo: isTold ? advice : [...causes(culprit, other, step), ...advice],
    open: first,
    alsoOpen: second,
    place,
    hintCommand: hintCommand(step, place),
    guess: false,
    proved: true,
  }
}

/** Whether a cause is at a place, or in its file and in no function that has hints. */
function isWithin({ file, symbol }: Place, place: Place): boolean {
  return headingOf({ file, symbol }) === headingOf(place) || (symbol === '' && file === place.file)
}

/**
 * A check that passes when it runs again has no cause in a file: any replacement would seem to
 * prove one.
 */
function passedAgain(explanation: Explanation): Explanation {
  const whatToDo = [failureMessage('passed again'), ...explanation.whatToDo]
  return { ...explanation, whatToDo, guess: true, proved: true }
}

function causes(culprit: Culprit, other: Culprit | undefined, step: string): string[] {
  if (culprit.promise !== undefined) {
    const calls = new Set([culprit.promise, other?.promise].filter((each) => each !== undefined))
    return [...calls].map((call) => failureMessage('call without await', { call }))
  }
  if (other)
    return [
      failureMessage('two culprits', { one: nameOf(culprit.place), other: nameOf(other.place) }),
    ]
  const own = stepOf(culprit.place.file) ?? step
  const kind = own < step ? 'culprit in an earlier step' : 'culprit'
  return [failureMessage(kind, { number: Number(own.slice(0, 2)), place: nameOf(culprit.place) })]
}

/** What the explanation says of the call before it is proved. */
function notAwaited(culprit: Culprit | undefined): string | undefined {
  const call = culprit?.promise
  return call && failureMessage('call not awaited', { call })
}
