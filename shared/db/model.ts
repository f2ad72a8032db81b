import type { Schema } from './backends/lowdb/table.ts'
import { OperationalError } from './errors.ts'
import { AutoField, type Field, ForeignKey } from './fields.ts'

/** The fields of a model, by name. */
export type ModelFields = Record<string, Field>

/** A model itself, as opposed to one of its rows. */
export interface ModelClass<M extends Model = Model> {
  readonly prototype: M
  readonly table: string
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
}

/**
 * The table that the model's fields ask for.
 *
 * @throws OperationalError when no field is the primary key: rows could not be told apart
 */
export function schemaOf(model: ModelClass): Schema {
  const fields = Object.entries(model.fields())
  const columns = (test: (field: Field) => boolean) =>
    fields.filter(([, field]) => test(field)).map(([name, field]) => field.columnName(name))
  const [primaryKey] = columns((field) => field.primaryKey)
  if (primaryKey === undefined) {
    throw new OperationalError(
      `The model of ${model.table} has no primary key: give one of its fields primaryKey: true.`,
    )
  }
  return {
    columns: columns(() => true),
    primaryKey,
    autoIncrement: fields.some(([, field]) => field instanceof AutoField),
    unique: columns((field) => field.unique),
    indexed: columns((field) => field instanceof ForeignKey && !field.unique),
  }
}
