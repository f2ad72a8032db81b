/** The message of an exception for the client, or messages by field. */
export type Detail = string | Record<string, string[]>

/**
 * The base of all exceptions that a view can throw. The exception handler sends them as responses.
 *
 * https://www.django-rest-framework.org/api-guide/exceptions/
 */
export class APIException extends Error {
  statusCode = 500
  readonly detail: Detail
  /** In how many seconds to try again: the header `Retry-After`. */
  readonly wait?: number

  constructor(detail: Detail = 'A server error occurred.') {
    super(typeof detail === 'string' ? detail : JSON.stringify(detail))
    this.name = new.target.name
    this.detail = detail
  }
}

/**
 * The row to change no longer exists. The exception handler sends 404.
 *
 * https://docs.djangoproject.com/en/stable/ref/exceptions/#objectdoesnotexist
 */
export class ObjectDoesNotExist extends Error {
  override name = 'ObjectDoesNotExist'
}

/** 400: the data is invalid. The messages are listed by field. */
export class ValidationError extends APIException {
  override statusCode = 400
}

/** 400: the body is malformed. */
export class ParseError extends APIException {
  override statusCode = 400
}

/** 401: credentials were sent, and they are wrong. */
export class AuthenticationFailed extends APIException {
  override statusCode = 401

  constructor(detail: Detail = 'Incorrect authentication credentials.') {
    super(detail)
  }
}

/** 401: the request is anonymous, and the view needs a user. */
export class NotAuthenticated extends APIException {
  override statusCode = 401

  constructor(detail: Detail = 'Authentication credentials were not provided.') {
    super(detail)
  }
}

/** 403: the user is not allowed. */
export class PermissionDenied extends APIException {
  override statusCode = 403

  constructor(detail: Detail = 'You do not have permission to perform this action.') {
    super(detail)
  }
}

/** 404: the object does not exist. */
export class NotFound extends APIException {
  override statusCode = 404

  constructor(detail: Detail = 'Not found.') {
    super(detail)
  }
}

/** 405: the view exists, but not for this method. */
export class MethodNotAllowed extends APIException {
  override statusCode = 405

  constructor(method: string) {
    super(`Method "${method}" not allowed.`)
  }
}

/** 406: the client accepts nothing that the API can produce. */
export class NotAcceptable extends APIException {
  override statusCode = 406

  constructor() {
    super('Could not satisfy the request Accept header.')
  }
}

/** 413: the body is too large. */
export class RequestDataTooBig extends APIException {
  override statusCode = 413

  constructor() {
    super('Request body is too large.')
  }
}

/** 415: no parser reads this kind of body. */
export class UnsupportedMediaType extends APIException {
  override statusCode = 415

  constructor(mediaType: string) {
    super(`Unsupported media type "${mediaType}" in request.`)
  }
}

/** 429: too many requests. `wait` says in how many seconds the next one is allowed. */
export class Throttled extends APIException {
  override statusCode = 429
  override readonly wait: number

  constructor(wait: number) {
    const seconds = Math.ceil(wait)
    const unit = seconds === 1 ? 'second' : 'seconds'
    super(`Request was throttled. Expected available in ${seconds} ${unit}.`)
    this.wait = seconds
  }
}

/** 499, as in nginx: the client has closed the connection, and will not read the response. */
export class ClientClosedRequest extends APIException {
  override statusCode = 499

  constructor() {
    super('The client has closed the connection.')
  }
}

/** 503: the server is too busy. `wait` says in how many seconds to try again. */
export class ServiceUnavailable extends APIException {
  override statusCode = 503
  override readonly wait: number

  constructor(wait: number) {
    super('Service temporarily unavailable, try again later.')
    this.wait = wait
  }
}

/** 507: there is no space to store the data. */
export class InsufficientStorage extends APIException {
  override statusCode = 507

  constructor() {
    super('There is no space left to store this.')
  }
}
