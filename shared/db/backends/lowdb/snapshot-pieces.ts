import type { StoredTable } from './table.ts'

/** As many as are written in well under a millisecond, so that requests are answered in between. */
const ROWS_PER_PIECE = 250

/** The text of a snapshot, one row a line, without its closing brace; see `seal`. */
export function* snapshotPieces(
  commit: number,
  tables: Record<string, StoredTable>,
): Generator<string> {
  yield `{"version":1,"commit":${commit},"tables":{`
  let comma = ''
  for (const [name, { schema, nextId, rows }] of Object.entries(tables)) {
    const head = `"schema":${JSON.stringify(schema)},"nextId":${nextId}`
    yield `${comma}\n${JSON.stringify(name)}:{${head},"rows":[`
    for (let start = 0; start < rows.length; start += ROWS_PER_PIECE) {
      const lines = rows.slice(start, start + ROWS_PER_PIECE).map((row) => JSON.stringify(row))
      yield `${start === 0 ? '' : ','}\n${lines.join(',\n')}`
    }
    yield ']}'
    comma = ','
  }
  yield '\n}'
}
