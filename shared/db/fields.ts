import { now } from '../clock.ts'
import type { Column, Kind } from './backends/backend.ts'
import { isoFormat } from './iso-format.ts'

export interface FieldOptions {
  /** Identifies the row; implies unique. */
  primaryKey?: boolean
  /** No two rows have the same value. */
  unique?: boolean
  /** Rows are looked up by it. */
  dbIndex?: boolean
  /** May be empty. */
  null?: boolean
  /** Makes the value of a new row that does not bring its own. */
  default?: () => unknown
}

/** What a reference leads to: a model. */
interface Referred {
  readonly table: string
  readonly prototype: { readonly id: number }
}

/** A column of a model's table. */
export abstract class Field {
  abstract readonly kind: Kind
  readonly default: (() => unknown) | undefined
  readonly #options: FieldOptions

  /** @throws TypeError when the default is no function: all rows would have the one value */
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

/** An integer that the table counts up by itself; a number is never given out twice. */
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

/** A moment in UTC, kept as DRF writes it: ISO 8601, microseconds, `Z`. */
export class DateTimeField extends Field {
  readonly kind = 'moment'

  /** @param options.autoNowAdd fills in the moment at which the row is made */
  constructor(options: FieldOptions & { autoNowAdd?: boolean } = {}) {
    const { autoNowAdd, default: given } = options
    const make = autoNowAdd ? () => now() : given
    super({ ...options, ...(typeof make === 'function' && { default: () => asMoment(make()) }) })
  }
}

/** A date, or JavaScript's own text of one, as columns hold it; anything else is left to the column to refuse. */
function asMoment(value: unknown): unknown {
  if (value instanceof Date) return isoFormat(value)
  const isText = typeof value === 'string' && /^[\d-]{10}T[\d:]{8}\.\d{3}Z$/.test(value)
  return isText ? isoFormat(new Date(value)) : value
}

/** A reference to a row of another model; the row goes when the other goes (`CASCADE`). */
export class ForeignKey extends Field {
  readonly kind = 'integer'
  readonly to: Referred

  /** @throws TypeError when it leads to no model */
  constructor(to: Referred, options: FieldOptions = {}) {
    super(options)
    // `to` is undefined, too, where two files import each other and this one comes first.
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

/** A reference that only one row may make: each user has one token at most. */
export class OneToOneField extends ForeignKey {
  constructor(to: Referred) {
    super(to, { unique: true })
  }
}
