import type { Request } from 'express'
import { Signal } from '../signal.ts'

/** What a receiver is told: the request, and the error that no view expected. */
export interface RequestException {
  request: Request
  error: unknown
}

/**
 * Sent when a view fails in a way that the client is not told about.
 *
 * https://docs.djangoproject.com/en/stable/ref/signals/#got-request-exception
 */
export const gotRequestException = new Signal<'request'>()
