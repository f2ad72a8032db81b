/**
 * Writes a moment as DRF does: `2026-01-31T12:00:00.123000Z`, without decimals when they are zero.
 *
 * https://www.django-rest-framework.org/api-guide/fields/#datetimefield
 */
export function isoFormat(moment: Date): string {
  return moment.toISOString().replace(/\.(\d{3})Z$/, (_, ms) => (ms === '000' ? 'Z' : `.${ms}000Z`))
}
