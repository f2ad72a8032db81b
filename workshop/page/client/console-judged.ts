import type { Asked } from '../page-state.ts'
import type { Request } from './console-wish.ts'
import { differs } from './matrix-rows.ts'
import { kindOf } from './parts.tsx'

/** What is wrong with a response, in a few words. Undefined if it is right, or not judged. */
export function wrongness({ expected, actual }: Asked): string | undefined {
  if (!expected || !actual || !differs({ expected, actual })) return undefined
  return actual.status === expected.status
    ? 'the right status, decided at the wrong place'
    : `expected ${expected.status}`
}

/** The kind of a response, for its colour. One that is not judged has none. */
export function kindOfAnswer(answer: Asked): string {
  if (wrongness(answer)) return 'bad'
  return answer.later ? 'later' : kindOf(answer.status)
}

/** The sender of a request, as the end of a sentence. */
export function asWhom({ as }: Pick<Request, 'as'>): string {
  return as === 'wrong' ? 'with a wrong key' : `as ${as}`
}

/** Why a response is not judged. */
export function laterSentence(step: string): string {
  return `This belongs to step ${Number(step.slice(0, 2))}, which is not done.`
}
