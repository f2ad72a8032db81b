import { JsonNumber } from '../http/json-number.ts'
import {
  emailValidator,
  maxLength,
  noNullCharacters,
  noSurrogates,
  type Validator,
} from './validators.ts'

/** Marks a value that was not sent. */
export const EMPTY = Symbol('empty')

/** The error messages for a value. */
export class Invalid extends Error {
  readonly messages: string[]

  constructor(...messages: string[]) {
    super(messages.join(' '))
    this.messages = messages
  }
}

/**
 * Reads and validates one value from a client.
 *
 * https://www.django-rest-framework.org/api-guide/fields/
 */
export abstract class SerializerField<T> {
  abstract readonly required: boolean
  readonly validators: Validator<T>[] = []
  /** The value if a form does not contain the field, as for an unticked checkbox. */
  readonly defaultEmptyForm: T | typeof EMPTY = EMPTY
  readonly allowBlank: boolean = false

  /** @throws Invalid with DRF's message if the value is of the wrong kind */
  protected abstract toInternalValue(value: unknown): T

  /** @throws Invalid with the messages of every validator that refuses the value */
  async run(value: unknown): Promise<T> {
    if (value === null) throw new Invalid('This field may not be null.')
    const internal = this.toInternalValue(value)
    const messages: string[] = []
    for (const validator of this.validators) messages.push(...(await validator(internal)))
    if (messages.length > 0) throw new Invalid(...messages)
    return internal
  }
}

export interface CharFieldOptions {
  required?: boolean
  allowBlank?: boolean
  /** Removes white space at both ends. True by default. */
  trimWhitespace?: boolean
  /** In code points. */
  maxLength?: number
  /** Validators that run before the field's own. */
  validators?: Validator<string>[]
}

/** A text. A number is converted to its digits. */
export class CharField extends SerializerField<string> {
  readonly required: boolean
  override readonly allowBlank: boolean
  /** The message for a value that is not a text. */
  protected readonly invalid: string = 'Not a valid string.'
  readonly #trim: boolean

  constructor(options: CharFieldOptions = {}) {
    super()
    this.required = options.required ?? true
    this.allowBlank = options.allowBlank ?? false
    this.#trim = options.trimWhitespace ?? true
    this.validators.push(...(options.validators ?? []))
    if (options.maxLength !== undefined) this.validators.push(maxLength(options.maxLength))
    this.validators.push(noNullCharacters, noSurrogates)
  }

  override async run(value: unknown): Promise<string> {
    const blank = value === '' || (this.#trim && typeof value === 'string' && trim(value) === '')
    if (!blank) return super.run(value)
    if (!this.allowBlank) throw new Invalid('This field may not be blank.')
    return ''
  }

  protected toInternalValue(value: unknown): string {
    if (typeof value !== 'string' && !(value instanceof JsonNumber)) {
      throw new Invalid(this.invalid)
    }
    return this.#trim ? trim(String(value)) : String(value)
  }
}

/** A text that is an email address. */
export class EmailField extends CharField {
  protected override readonly invalid = 'Enter a valid email address.'

  constructor(options: CharFieldOptions = {}) {
    super(options)
    this.validators.push(emailValidator)
  }
}

const TRUE_VALUES = 't T y Y yes Yes YES true True TRUE on On ON 1'.split(' ')
const FALSE_VALUES = 'f F n N no No NO false False FALSE off Off OFF 0'.split(' ')

/** True or false, also as words and numbers such as `yes` or `0`. */
export class BooleanField extends SerializerField<boolean> {
  readonly required = false
  override readonly defaultEmptyForm = false

  protected toInternalValue(value: unknown): boolean {
    if (typeof value === 'boolean') return value
    const text = value instanceof JsonNumber ? String(Number(value)) : value
    if (TRUE_VALUES.includes(text as string)) return true
    if (FALSE_VALUES.includes(text as string)) return false
    throw new Invalid('Must be a valid boolean.')
  }
}

/** Python's white space. JavaScript's `trim()` has a different set. */
const SPACES = new Set(
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008' +
    '\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
)

/** Python's `str.strip()`. */
export function trim(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && SPACES.has(text.charAt(start))) start++
  while (start < end && SPACES.has(text.charAt(end - 1))) end--
  return text.slice(start, end)
}
