let ahead = 0
let source = Date.now

/**
 * The current time. Everything that has a date or expires uses this clock.
 *
 * https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.timezone.now
 */
export function now(): Date {
  return new Date(source() + ahead)
}

/** Moves the clock forward: for checks, which cannot wait until something expires. */
export function advanceClock(seconds: number): void {
  ahead += seconds * 1000
}

/**
 * Stops the clock at the current time. From then on, each call moves it by a millisecond, so that
 * no result depends on the speed of the machine.
 */
export function stopClock(): void {
  let last = Date.now()
  ahead = 0
  source = () => last++
}

/** Resets the clock to the time of the server. */
export function resetClock(): void {
  ahead = 0
  source = Date.now
}
