/** Python's `sys.int_info.default_max_str_digits`. Longer integers take much time to parse. */
const MAX_INTEGER_DIGITS = 4300

/** A number as it was written in JSON: Python and its messages distinguish `1` and `1.0`. */
export class JsonNumber {
  readonly text: string

  /** @throws RangeError if the integer has too many digits */
  constructor(text: string) {
    this.text = text
    if (this.isInteger && text.replace('-', '').length > MAX_INTEGER_DIGITS) {
      throw new RangeError(`an integer of more than ${MAX_INTEGER_DIGITS} digits`)
    }
  }

  get isInteger(): boolean {
    return /^-?\d+$/.test(this.text)
  }

  valueOf(): number {
    return Number(this.text)
  }

  /** The digits as Python's `str()` writes them: all of an integer's, `1.0`, `1e+16`. */
  toString(): string {
    return this.isInteger ? BigInt(this.text).toString() : floatText(Number(this.text))
  }
}

function floatText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const [digits, exponent] = value.toExponential().split('e')
  const power = Number(exponent)
  if (power < -4 || power >= 16) {
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
  }
  return Number.isInteger(value) ? `${value}.0` : String(value)
}
