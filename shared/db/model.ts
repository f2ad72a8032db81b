import type { Schema } from './backends/backend.ts'
import { OperationalError } from './backends/errors.ts'
import { Field } from './fields.ts'

/** The fields of a model, by name. */
export type ModelFields = Record<string, Field>

/** A model itself, as opposed to one of its rows. */
export interface ModelClass<M extends Model = Model> {
  readonly prototype: M
  readonly table: string
  readonly indexes: readonly (readonly string[])[]
  fields(): ModelFields
}

/**
 * A row of a table, frozen: to change it, save it through the model's manager.
 *
 * A subclass names its table, declares its fields and has a manager called `objects`.
 * https://docs.djangoproject.com/en/stable/topics/db/models/
 */
// biome-ignore lint/complexity/noStaticOnlyClass: models are classes, as in Django; rows are its instances
export abstract class Model {
  static readonly table: string
  static fields: () => ModelFields
  /** The fields by which many rows are filtered and ordered together. */
  static readonly indexes: readonly (readonly string[])[] = []
}

/**
 * The table that the model's fields ask for.
 *
 * @throws OperationalError when one is no field, or none is the primary key: rows could not be told apart
 */
export function schemaOf(model: ModelClass): Schema {
  const schema = Object.entries(model.fields()).map(([name, field]) => {
    if (field instanceof Field) return field.column(name)
    throw new OperationalError(
      `The field ${name} of ${model.table} is no field: write \`new CharField()\`, or another kind.`,
    )
  })
  if (schema.filter(({ primaryKey }) => primaryKey).length === 1) return schema
  throw new OperationalError(
    `The model of ${model.table} needs one primary key: give one of its fields primaryKey: true.`,
  )
}

/** The columns of the model's indexes. */
export function indexesOf({ indexes, fields }: ModelClass): string[][] {
  const declared = fields()
  return indexes.map((names) => names.map((name) => declared[name]?.column(name).name ?? name))
}
