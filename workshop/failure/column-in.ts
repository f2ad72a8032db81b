import type { ErrorReport } from '../runner/report.ts'
import { findText, findTextIn } from './find-text.ts'
import { lacksValue } from './kind-of-failure.ts'
import type { Frame } from './project-frames.ts'

/** Where a tree declares the column that has no value: the error names `table.column`. */
export function columnIn(tree: string, error: ErrorReport | undefined): Frame | undefined {
  const [, table, column] = /^(\w+)\.(\w+?)(?:Id)? /.exec(error?.message ?? '') ?? []
  if (!error || !lacksValue(error) || !table || !column) return undefined
  const model = findText(tree, `'${table}'`)
  return model && findTextIn(model.file, `${column}: new`)
}
