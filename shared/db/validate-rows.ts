import { getDatabase } from './apps.ts'
import { OperationalError } from './errors.ts'
import { type Field, ForeignKey } from './fields.ts'
import type { ModelClass } from './model.ts'

/**
 * Checks every row of a model: each column holds what its field accepts, each reference leads to a row.
 *
 * @throws OperationalError that names the first column that does not
 */
export function validateRows(model: ModelClass): void {
  const fields = Object.entries(model.fields())
  for (const row of getDatabase().table(model.table).rows()) {
    for (const [name, field] of fields) {
      const column = field.columnName(name)
      if (field.accepts(row[column]) && !isDangling(field, row[column])) continue
      throw new OperationalError(
        `The data is damaged, or was changed by another program: a row has no valid value in ${model.table}.${column}.`,
      )
    }
  }
}

function isDangling(field: Field, id: unknown): boolean {
  return field instanceof ForeignKey && !getDatabase().findTable(field.to.table)?.get(id)
}
