import { AutoField, type Field, ForeignKey } from './model-fields.ts'
import type { Schema } from './table.ts'

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

/** The table that the model's fields ask for. */
export function schemaOf(model: ModelClass): Schema {
  const fields = Object.entries(model.fields())
  const columns = (test: (field: Field) => boolean) =>
    fields.filter(([, field]) => test(field)).map(([name, field]) => field.columnName(name))
  return {
    columns: columns(() => true),
    primaryKey: columns((field) => field.primaryKey)[0] ?? '',
    autoIncrement: fields.some(([, field]) => field instanceof AutoField),
    unique: columns((field) => field.unique),
    indexed: columns((field) => field instanceof ForeignKey && !field.unique),
  }
}
