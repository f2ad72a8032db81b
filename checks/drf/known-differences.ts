/**
 * Recorded scenarios in which the reference answers otherwise than DRF, by name, and why.
 *
 * The replay reads this table: nothing else is passed over, and a scenario that agrees must leave it.
 */
export const KNOWN_DIFFERENCES: Record<string, string> = {}
