import supertest from 'supertest'
import { CheckFailure } from './check-failure.ts'
import { subjectUrl, takeSubjectError } from './subject.ts'

/** A request, as a check writes it. */
export interface SentRequest {
  method: string
  path: string
  headers: Record<string, string>
  /** Sent as JSON when there is one. */
  body?: unknown
}

/** What came back; the body is parsed when it is JSON, else text, else null. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** What should come back; a header that is null must be absent, and what is not named may be anything. */
export interface Expected {
  status: number
  headers?: Record<string, string | null>
  body?: unknown
}
