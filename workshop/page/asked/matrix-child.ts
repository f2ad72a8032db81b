import { Cast } from '../../../checks/harness/actors.ts'
import { startCheck } from '../../../checks/harness/people.ts'
import { askedObjectLast, decidedLast } from '../../../checks/harness/trace.ts'
import type { Actor, Rule } from '../../../checks/policy.ts'
import type { Actual } from '../page-state.ts'
import { answerQuestions } from './answer-questions.ts'
import { decidingLines, forgetAnswer, noteAnswers } from './deciding-lines.ts'

/** One cell of the table. */
export interface CellQuestion {
  rule: Rule
  actor: Actor
}

/** The response. Undefined if the actor or the task cannot be created yet. */
export interface CellAnswer {
  actual?: Actual
}

noteAnswers()
answerQuestions(async ({ rule, actor }: CellQuestion): Promise<CellAnswer> => {
  try {
    await startCheck()
    const cast = new Cast(rule)
    await cast.giveTask(rule)
    forgetAnswer()
    const { status } = await cast.ask(actor, rule)
    const by = decidedLast() ?? 'handler'
    return { actual: { status, by, objectAsked: askedObjectLast(), lines: decidingLines() } }
  } catch {
    return {}
  }
})
