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
 * Sends a response for everything that a view throws. It is the last middleware of the app.
 *
 * Anything but an APIException becomes a 500 without details. gotRequestException reports it.
 * https://www.django-rest-framework.org/api-guide/exceptions/
 */
export const exceptionHandler: ErrorRequestHandler = async (error, request, response, next) => {
  const exception = toAPIException(error)
  if (exception.statusCode >= 500) await tellReceivers(request, error)
  // The response has been sent, or the client has disconnected.
  if (response.writableEnded || response.destroyed) return
  if (response.headersSent) return next(error)
  if (exception.wait !== undefined) response.set('Retry-After', String(exception.wait))
  const { detail } = exception
  response.status(statusCode(exception, request, response))
  response.json(typeof detail === 'string' ? { detail } : detail)
}

/** If a receiver fails too, the client must still get its response. */
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

/** A 401 must say how to authenticate (RFC 9110, 15.5.2). A view that cannot say it answers 403. */
function statusCode(exception: APIException, request: Request, response: Response): number {
  const unauthorized =
    exception instanceof NotAuthenticated || exception instanceof AuthenticationFailed
  if (!unauthorized) return exception.statusCode
  const header = request.authenticators[0]?.authenticateHeader(request)
  if (header === undefined) return 403
  response.set('WWW-Authenticate', header)
  return exception.statusCode
}
