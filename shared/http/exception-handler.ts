import type { ErrorRequestHandler, Request, Response } from 'express'
import {
  APIException,
  AuthenticationFailed,
  NotAuthenticated,
  NotFound,
  ObjectDoesNotExist,
} from '../exceptions.ts'
import { gotRequestException } from './got-request-exception.ts'

/**
 * Turns whatever a view throws into an answer; the last middleware of the app.
 *
 * What is no APIException becomes a 500 that says nothing, and is reported by gotRequestException.
 * https://www.django-rest-framework.org/api-guide/exceptions/
 */
export const exceptionHandler: ErrorRequestHandler = async (error, request, response, next) => {
  const exception = toAPIException(error)
  if (exception.statusCode >= 500) await tellReceivers(request, error)
  // Sent whole already, or the client has gone: there is nobody left to tell.
  if (response.writableEnded || response.destroyed) return
  if (response.headersSent) return next(error)
  if (exception.wait !== undefined) response.set('Retry-After', String(exception.wait))
  const { detail } = exception
  response.status(statusCode(exception, request, response))
  response.json(typeof detail === 'string' ? { detail } : detail)
}

/** A receiver that fails as well must not decide what the client sees. */
async function tellReceivers(request: Request, error: unknown): Promise<void> {
  try {
    await gotRequestException.send('request', { request, error })
  } catch (failure) {
    console.error(failure)
  }
}

function toAPIException(error: unknown): APIException {
  if (error instanceof APIException) return error
  if (error instanceof ObjectDoesNotExist) return new NotFound()
  return new APIException()
}

/** A 401 must say how to authenticate (RFC 9110, 15.5.2); who cannot say it answers 403. */
function statusCode(exception: APIException, request: Request, response: Response): number {
  const unauthorized =
    exception instanceof NotAuthenticated || exception instanceof AuthenticationFailed
  if (!unauthorized) return exception.statusCode
  const header = request.authenticators[0]?.authenticateHeader(request)
  if (header === undefined) return 403
  response.set('WWW-Authenticate', header)
  return exception.statusCode
}
