import type { Answer, Expected, SentRequest } from './client.ts'

/** A fact that does not hold: what was asked, what came back, and what should have come back. */
export class CheckFailure extends Error {
  override name = 'CheckFailure'
  readonly request: SentRequest
  readonly answer: Answer
  readonly expected: Expected
  /** What the subject's own code threw meanwhile, if it is known. */
  readonly subjectError: unknown

  constructor(difference: string, exchange: Omit<CheckFailure, keyof Error>) {
    super(difference)
    this.request = exchange.request
    this.answer = exchange.answer
    this.expected = exchange.expected
    this.subjectError = exchange.subjectError
  }
}
