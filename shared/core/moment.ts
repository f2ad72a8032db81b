const MOMENT =
  /^(\d{4})-(\d\d?)-(\d\d?)[T ](\d\d?):(\d\d?)(?::(\d\d?)(?:[.,](\d{1,6})\d{0,6})?)?(Z|[+-]\d\d(?::?\d\d)?)?$/

/** Parses a date and time as Django's `parse_datetime` does. Returns the stored form, or undefined. */
export function parseMoment(text: string): string | undefined {
  const [, year, month, day, hour, minute, second = '0', decimals = '', zone = 'Z'] =
    MOMENT.exec(text) ?? []
  const numbers = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [y, mo, d, h, mi, s] = numbers
  if (numbers.some(Number.isNaN) || y < 1 || h > 23 || mi > 59 || s > 59) return undefined
  const ahead = minutesAhead(zone)
  if (Math.abs(ahead) >= DAY) return undefined
  const date = new Date(0)
  date.setUTCFullYear(y, mo - 1, d)
  if (date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d) return undefined
  date.setUTCHours(h, mi - ahead, s)
  const whole = date.toISOString().replace(/\.\d+Z$/, '')
  // An offset can lead to a year that does not have four digits.
  if (!/^(?!0000)\d{4}-/.test(whole)) return undefined
  return /[1-9]/.test(decimals) ? `${whole}.${decimals.padEnd(6, '0')}Z` : `${whole}Z`
}

/** In minutes. */
const DAY = 24 * 60

function minutesAhead(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  return hours === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes))
}
