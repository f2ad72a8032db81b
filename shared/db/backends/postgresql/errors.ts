import type { DatabaseError } from 'pg'
import { InsufficientStorage, ServiceUnavailable } from '../../../exceptions.ts'
import { IntegrityError, OperationalError } from '../errors.ts'

/** The `Retry-After` header, in seconds. */
const WAIT = 2

/**
 * No connection: it was refused or lost, or there are too many. Codes of the system and of the
 * server.
 */
const AWAY = /^(ECONN|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08|57P|53300)/
/** The driver's own errors have no code. */
const LOST = /^(Connection terminated|timeout exceeded|Client has encountered|Client was closed)/
/** A statement waited too long or conflicted with another. The next attempt can succeed. */
const BUSY = ['57014', '55P03', '40P01', '40001', '25P03', '25P04']

/** Translates an error of the driver. Its own message can contain what a client has sent. */
export function translated(error: unknown): unknown {
  const { code, constraint, message } = error as Partial<DatabaseError>
  if (LOST.test(`${message}`)) return new DatabaseAway('no connection')
  if (typeof code !== 'string') return error
  if (code.startsWith('23'))
    return new IntegrityError(`${constraint ?? 'a constraint'} is violated`)
  if (code.startsWith('22')) return new IntegrityError('a column has no valid value')
  if (code === '53100') return new InsufficientStorage()
  if (code === '42P01') return new OperationalError('no such table')
  if (AWAY.test(code) || BUSY.includes(code)) return new DatabaseAway(code)
  return error
}

/** 503: the database is not available. When it is back, requests succeed again. */
export class DatabaseAway extends ServiceUnavailable {
  readonly code: string

  constructor(code: string) {
    super(WAIT)
    this.code = code
  }
}
