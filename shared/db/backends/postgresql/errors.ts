import type { DatabaseError } from 'pg'
import { InsufficientStorage, ServiceUnavailable } from '../../../exceptions.ts'
import { IntegrityError, OperationalError } from '../errors.ts'

/** In how many seconds it is worth to try again. */
const WAIT = 2

/** A connection was refused, lost, or not to be had: the system's names, and the server's. */
const AWAY = /^(ECONN|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08|57P|53300)/
/** The driver's own errors have no code. */
const LOST = /^(Connection terminated|timeout exceeded|Client has encountered|Client was closed)/
/** It waited too long, or got into the way of another: the next attempt may succeed. */
const BUSY = ['57014', '55P03', '40P01', '40001', '25P03', '25P04']

/** What an error of the driver means; its own message may hold what a client has sent. */
export function translated(error: unknown): unknown {
  const { code, constraint, message } = error as Partial<DatabaseError>
  if (LOST.test(`${message}`)) return new DatabaseAway('no connection')
  if (typeof code !== 'string') return error
  if (code.startsWith('23'))
    return new IntegrityError(`${constraint ?? 'a constraint'} is not kept`)
  if (code.startsWith('22')) return new IntegrityError('a column has no valid value')
  if (code === '53100') return new InsufficientStorage()
  if (code === '42P01') return new OperationalError('no such table')
  if (AWAY.test(code) || BUSY.includes(code)) return new DatabaseAway(code)
  return error
}

/** 503: the database does not answer; service goes on when it is back. */
export class DatabaseAway extends ServiceUnavailable {
  readonly code: string

  constructor(code: string) {
    super(WAIT)
    this.code = code
  }
}
