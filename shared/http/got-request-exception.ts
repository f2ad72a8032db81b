import type { Request } from 'express'
import { Signal } from '../signal.ts'

/** The request, and an error that no view expected. */
export interface RequestException {
  request: Request
  error: unknown
}

/**
 * Sent when a view fails with an error that the client does not see.
 *
 * https://docs.djangoproject.com/en/stable/ref/signals/#got-request-exception
 */
export const gotRequestException = new Signal<'request'>()
