let ahead = 0

/**
 * What time it is: the one clock by which rows are dated and tokens, sessions and waits end.
 *
 * https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.timezone.now
 */
export function now(): Date {
  return new Date(Date.now() + ahead)
}

/** Lets so much time pass at once: for checks, which cannot wait until something ends. */
export function advanceClock(seconds: number): void {
  ahead += seconds * 1000
}

/** Takes back whatever has been let pass. */
export function resetClock(): void {
  ahead = 0
}
