import type { Schema } from './backends/backend.ts'
import { OperationalError } from './backends/errors.ts'
import { Field } from './fields.ts'

/** The fields of a model, by name. */
export type ModelFields = Record<string, Field>

/** A model class, as opposed to one of its rows. */
export interface ModelClass<M extends Model = Model> {
  readonly prototype: M
  readonly table: string
  readonly indexes: readonly (readonly string[])[]
  fields(): ModelFields
}

/**
 * A row of a table. It is read-only: to change it, save it with the model's manager.
 *
 * A subclass names its table, declares its fields and has a manager called `objects`.
 * https://docs.djangoproject.com/en/stable/topics/db/models/
 */
// biome-ignore lint/complexity/noStaticOnlyClass: models are classes, as in Django; rows are its instances
export abstract class Model {
  static readonly table: string
  static fields: () => ModelFields
  /** The fields of each index over several columns. */
  static readonly indexes: readonly (readonly string[])[] = []
}

/**
 * The table for the fields of the model.
 *
 * @throws OperationalError if a value is not a field, or no field is the primary key
 */
export function schemaOf(model: ModelClass): Schema {
  const schema = Object.entries(model.fields()).map(([name, field]) => {
    if (field instanceof Field) return field.column(name)
    throw new OperationalError(
      `The field ${name} of ${model.table} is not a field: write \`new CharField()\`, or another kind.`,
    )
  })
  if (schema.filter(({ primaryKey }) => primaryKey).length === 1) return schema
  throw new OperationalError(
    `The model of ${model.table} needs one primary key: give one of its fields primaryKey: true.`,
  )
}

/** The columns of the model's indexes. */
export function indexesOf(model: ModelClass): string[][] {
  const declared = model.fields()
  return model.indexes.map((names) =>
    names.map((name) => declared[name]?.column(name).name ?? name),
  )
}
