import { APIException } from './exceptions.ts'

/** A part of the lesson that is not written yet; over HTTP it is a 501 with the sentence. */
export class Todo extends APIException {
  override statusCode = 501
}

/**
 * Marks a place the learner is to write: says what is missing and points at the caller's line.
 *
 * @param what one sentence: what the code will do, not how
 * @throws Todo when called, never on import
 */
export function todo(what: string): never {
  const error = new Todo(what)
  Error.captureStackTrace(error, todo)
  throw error
}
