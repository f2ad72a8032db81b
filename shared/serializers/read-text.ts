import { JsonNumber } from '../http/json-number.ts'
import { QueryDict } from '../http/query-dict.ts'
import { trim } from './fields.ts'

/**
 * The text of one field as a CharField reads it, without validation: trimmed, and a number as its
 * digits. Returns null if it was not sent, is blank, or is not a text.
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
