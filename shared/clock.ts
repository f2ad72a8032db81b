let ahead = 0
let source = Date.now

/**
 * What time it is: the one clock by which rows are dated and tokens, sessions and waits end.
 *
 * https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.timezone.now
 */
export function now(): Date {
  return new Date(source() + ahead)
}

/** Lets so much time pass at once: for checks, which cannot wait until something ends. */
export function advanceClock(seconds: number): void {
  ahead += seconds * 1000
}

/**
 * Stops the clock at the server's own time: from then on a millisecond passes each time that it is
 * asked, so that nothing depends on how fast a machine is.
 */
export function stopClock(): void {
  let last = Date.now()
  ahead = 0
  source = () => last++
}

/** Takes back whatever has been let pass, and lets the clock go with the server's own. */
export function resetClock(): void {
  ahead = 0
  source = Date.now
}
