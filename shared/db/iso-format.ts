/**
 * Writes a moment as DRF does: `2026-01-31T12:00:00.123000Z`, without decimals when they are zero.
 *
 * https://www.django-rest-framework.org/api-guide/fields/#datetimefield
 */
export function isoFormat(moment: Date): string {
  const text = moment.toISOString()
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : `${text.slice(0, -1)}000Z`
}
