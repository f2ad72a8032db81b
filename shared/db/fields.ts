import { isoFormat } from './iso-format.ts'
import type { Model, ModelClass } from './model.ts'

export interface FieldOptions {
  /** Identifies the row; implies unique. */
  primaryKey?: boolean
  /** No two rows have the same value. */
  unique?: boolean
  /** Makes the value of a new row that does not bring its own. */
  default?: () => unknown
}

/** A column of a model's table. */
export abstract class Field {
  readonly primaryKey: boolean
  readonly unique: boolean
  readonly default: (() => unknown) | undefined

  constructor(options: FieldOptions = {}) {
    this.primaryKey = options.primaryKey ?? false
    this.unique = this.primaryKey || (options.unique ?? false)
    this.default = options.default
  }

  /** Tells whether the column can hold the value. */
  abstract accepts(value: unknown): boolean

  /** The column that stores the field named `name`. */
  columnName(name: string): string {
    return name
  }
}

/** An integer that the table counts up by itself; a number is never given out twice. */
export class AutoField extends Field {
  constructor() {
    super({ primaryKey: true })
  }

  accepts(value: unknown): boolean {
    return Number.isSafeInteger(value)
  }
}

/** A text. */
export class CharField extends Field {
  accepts(value: unknown): boolean {
    return typeof value === 'string'
  }
}

/** True or false. */
export class BooleanField extends Field {
  accepts(value: unknown): boolean {
    return typeof value === 'boolean'
  }
}

/** A moment in UTC, kept as DRF writes it: ISO 8601, microseconds, `Z`. */
export class DateTimeField extends CharField {
  /** @param options.autoNowAdd fills in the moment at which the row is made */
  constructor(options: FieldOptions & { autoNowAdd?: boolean } = {}) {
    super({
      ...options,
      default: options.autoNowAdd ? () => isoFormat(new Date()) : options.default,
    })
  }
}

/** A reference to a row of another model; the row goes when the other goes (`CASCADE`). */
export class ForeignKey extends Field {
  readonly to: ModelClass<Model & { id: number }>

  constructor(to: ModelClass<Model & { id: number }>, options: FieldOptions = {}) {
    super(options)
    this.to = to
  }

  accepts(value: unknown): boolean {
    return Number.isSafeInteger(value)
  }

  override columnName(name: string): string {
    return `${name}Id`
  }
}

/** A reference that only one row may make: each user has one token at most. */
export class OneToOneField extends ForeignKey {
  constructor(to: ModelClass<Model & { id: number }>) {
    super(to, { unique: true })
  }
}
