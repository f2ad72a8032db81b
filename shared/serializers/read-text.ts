import { JsonNumber } from '../http/json-number.ts'
import { QueryDict } from '../http/query-dict.ts'
import { trim } from './fields.ts'

/**
 * The text of one field as a CharField reads it, without its rules: white space is cut off, and a
 * number is taken as its digits. Null when it was not sent, is blank, or is no text.
 */
export function readText(data: unknown, name: string): string | null {
  const value = valueIn(data, name)
  if (typeof value !== 'string' && !(value instanceof JsonNumber)) return null
  return trim(String(value)) || null
}

function valueIn(data: unknown, name: string): unknown {
  if (data instanceof QueryDict) return data.get(name)
  const isObject = typeof data === 'object' && data !== null && Object.hasOwn(data, name)
  return isObject ? (data as Record<string, unknown>)[name] : undefined
}
