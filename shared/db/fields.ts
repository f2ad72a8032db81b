import { now } from '../clock.ts'
import type { Column, Kind } from './backends/backend.ts'
import { isoFormat } from './iso-format.ts'

export interface FieldOptions {
  /** Identifies the row. It is also unique. */
  primaryKey?: boolean
  /** No two rows have the same value. */
  unique?: boolean
  /** Rows are looked up by this field, so it has an index. */
  dbIndex?: boolean
  /** Can be null. */
  null?: boolean
  /** Called for the value of each new row that has none. */
  default?: () => unknown
}

/** The model that a reference refers to. */
interface Referred {
  readonly table: string
  readonly prototype: { readonly id: number }
}

/** A column of a model's table. */
export abstract class Field {
  abstract readonly kind: Kind
  readonly default: (() => unknown) | undefined
  readonly #options: FieldOptions

  /** @throws TypeError if the default is not a function: all rows would have the same value */
  constructor(options: FieldOptions = {}) {
    if (options.default !== undefined && typeof options.default !== 'function') {
      throw new TypeError(
        `The default of a ${new.target.name} is not a function: write \`default: () => …\`, which makes the value of each new row.`,
      )
    }
    this.default = options.default
    this.#options = options
  }

  /** The column that stores the field named `name`. */
  column(name: string): Column {
    const { primaryKey, unique, dbIndex, null: nullable } = this.#options
    return {
      name,
      kind: this.kind,
      ...(primaryKey && { primaryKey }),
      ...((primaryKey || unique) && { unique: true }),
      ...(dbIndex && { indexed: dbIndex }),
      ...(nullable && { null: nullable }),
    }
  }
}

/** An integer that the table increments automatically. A number is never used twice. */
export class AutoField extends Field {
  readonly kind = 'integer'

  constructor() {
    super({ primaryKey: true })
  }

  override column(name: string): Column {
    return { ...super.column(name), auto: true }
  }
}

/** A text. */
export class CharField extends Field {
  readonly kind = 'text'
}

/** True or false. */
export class BooleanField extends Field {
  readonly kind = 'boolean'
}

/** A date and time in UTC, stored as DRF writes it: ISO 8601, microseconds, `Z`. */
export class DateTimeField extends Field {
  readonly kind = 'moment'

  /** @param options.autoNowAdd fills in the time at which the row is created */
  constructor(options: FieldOptions & { autoNowAdd?: boolean } = {}) {
    const { autoNowAdd, default: given } = options
    const make = autoNowAdd ? () => now() : given
    super({ ...options, ...(typeof make === 'function' && { default: () => asMoment(make()) }) })
  }
}

/** Converts a Date, or its ISO text, to the stored form. The column refuses anything else. */
function asMoment(value: unknown): unknown {
  if (value instanceof Date) return isoFormat(value)
  const isText = typeof value === 'string' && /^[\d-]{10}T[\d:]{8}\.\d{3}Z$/.test(value)
  return isText ? isoFormat(new Date(value)) : value
}

/** A reference to a row of another model. If that row is deleted, this one is too (`CASCADE`). */
export class ForeignKey extends Field {
  readonly kind = 'integer'
  readonly to: Referred

  /** @throws TypeError if `to` is not a model */
  constructor(to: Referred, options: FieldOptions = {}) {
    super(options)
    // `to` is also undefined if two files import each other and this one is loaded first.
    if (typeof to?.table !== 'string') {
      throw new TypeError(
        `A ${new.target.name} refers to a model: write \`new ${new.target.name}(User)\`, with the class itself.`,
      )
    }
    this.to = to
  }

  override column(name: string): Column {
    return { ...super.column(`${name}Id`), indexed: true, references: this.to.table }
  }
}

/** A reference that is unique: for example, each user has at most one token. */
export class OneToOneField extends ForeignKey {
  constructor(to: Referred) {
    super(to, { unique: true })
  }
}
