import { APIException } from './exceptions.ts'

/** A part of a step that is not written yet. Over HTTP, it is a 501 with the sentence. */
export class Todo extends APIException {
  override statusCode = 501
}

/**
 * Marks a place for the learner to write. The error points to the line that calls it.
 *
 * @param what one sentence that says what the code must do, not how
 * @throws Todo when called, never on import
 */
export function todo(what: string): never {
  const error = new Todo(what)
  Error.captureStackTrace(error, todo)
  throw error
}
