import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Row, Schema } from '../backend.ts'
import { OperationalError } from '../errors.ts'
import { KINDS } from '../kinds.ts'
import { Table } from '../memory/table.ts'

/** All data of a database, as lowdb reads and writes it. */
export interface Data {
  /** A random name. A file and a log belong together if they have the same. */
  history: string
  /** The number of commits so far. */
  commit: number
  /** Whether nothing was committed later, so that no log is needed. Undefined without a file. */
  closed?: boolean
  tables: Map<string, Table>
}

/** Data with a new history. */
export function newData(tables: Data['tables'] = new Map(), commit = 0): Data {
  return { history: randomBytes(8).toString('hex'), commit, tables }
}

/**
 * The text of the data file, one row on each line, in pieces that each take well under a
 * millisecond.
 */
export function* encode({ tables, ...head }: Data): Generator<string> {
  let text = `${JSON.stringify({ version: 2, ...head }).slice(0, -1)},"tables":{`
  for (const [at, { name, schema, nextId, rows }] of [...tables.values()].entries()) {
    const columns = schema.map((column) => `\n  ${JSON.stringify(column)}`)
    text += `${at ? ',' : ''}\n${JSON.stringify(name)}:{"nextId":${nextId},"columns":[${columns}],"rows":[`
    for (const [n, row] of rows.entries()) {
      if (n % 250 === 249) yield text
      text = `${n % 250 === 249 ? '' : text}${n ? ',' : ''}\n  ${JSON.stringify(row)}`
    }
    text += ']}'
  }
  yield `${text}\n}}\n`
}

/**
 * Reads a data file, which people can have edited.
 *
 * @throws Error that says what is wrong and where
 */
export function decode(bytes: Uint8Array, file = 'the file'): Data {
  const { version, history, commit, closed, tables } = parse(bytes)
  const other = 'was written by another version of this program. Use that, or name another file.'
  if (Number.isSafeInteger(version) && version !== 2) throw new OperationalError(`${file} ${other}`)
  if (version !== 2 || typeof history !== 'string' || !isCount(commit) || !isObject(tables))
    throw new Error('its version, history, commit or tables are not valid')
  const made = Object.entries(tables).map(([name, table]) => [name, toTable(name, table)] as const)
  return { history, commit, closed: closed === true, tables: new Map(made) }
}

/** The engine's own message shows a part of the text, which can be a secret. */
function parse(bytes: Uint8Array): Row {
  let text: string | undefined
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return Object(JSON.parse(text))
  } catch (error) {
    if (text === undefined) throw new Error('it is not in UTF-8')
    const position = Number(/position (\d+)/.exec(`${error}`)?.[1] ?? text.length)
    throw new Error(`line ${text.slice(0, position).split('\n').length} is not JSON`)
  }
}

function toTable(name: string, { columns, nextId, rows }: Row): Table {
  if (!isSchema(columns) || !isCount(nextId) || !Array.isArray(rows))
    throw new Error(`the columns, nextId or rows of ${name} are not valid`)
  const table = new Table(name, columns)
  table.nextId = nextId
  for (const [at, row] of rows.entries()) {
    try {
      table.replace(undefined, Object.freeze(Object(row)))
    } catch (error) {
      throw new Error(`row ${at + 1} of ${name}: ${(error as Error).message}`)
    }
  }
  return table
}

/** @throws Error if a row refers to one that does not exist */
export function refuseDangling({ tables }: Data): void {
  for (const { name: table, schema, rows } of tables.values()) {
    for (const { name, references } of schema) {
      const other = references === undefined ? undefined : tables.get(references)
      const at = other ? rows.findIndex((row) => row[name] !== null && !other.get(row[name])) : -1
      if (at >= 0)
        throw new Error(`row ${at + 1} of ${table}: ${name} refers to a row that does not exist`)
    }
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value)
const isObject = (value: unknown): value is Record<string, Row> => Object(value) === value
const isSchema = (columns: unknown): columns is Schema =>
  Array.isArray(columns) && columns.every((column) => KINDS.includes(column?.kind))

/** A line of the log: the checksum of its JSON, and the JSON. */
export function encodeLine(json: string): string {
  return `${checksum(json)} ${json}\n`
}

/**
 * Reads a log. An incomplete last line is left out, because its commit was never confirmed.
 *
 * @throws Error if a line is damaged
 */
export function decodeLog(bytes: Buffer): Row[] {
  const texts = bytes.toString('latin1').split('\n')
  const lines = texts.map((line) => Buffer.from(line, 'latin1'))
  const rest = lines.pop() ?? Buffer.alloc(0)
  // A complete line that does not match its checksum is damage: a crash leaves only an incomplete
  // one.
  if (decodeLine(rest) || decodeLine(rest.subarray(0, -1))) lines.push(rest)
  return lines.map((line, at) => {
    const decoded = decodeLine(line)
    if (!decoded) throw new Error(`line ${at + 1} of its log is damaged`)
    return decoded
  })
}

function decodeLine(line: Buffer): Row | undefined {
  const json = line.subarray(9)
  return `${line.subarray(0, 9)}` === `${checksum(json)} ` ? JSON.parse(`${json}`) : undefined
}

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(8, '0')
}
