import { ValidationError } from '../exceptions.ts'
import { JsonNumber } from '../http/json-number.ts'
import { QueryDict } from '../http/query-dict.ts'
import { EMPTY, Invalid } from './fields.ts'

/** A serializer field, whatever its type. */
interface AnyField {
  readonly required: boolean
  readonly allowBlank: boolean
  readonly defaultEmptyForm: unknown
  run(value: unknown): Promise<unknown>
}

/** The fields that a client can send, by name, in the order of their messages. */
export type SerializerFields = Record<string, AnyField>

/** The valid values. A field that was not sent is missing. */
export type Validated<Fields extends SerializerFields> = {
  [Name in keyof Fields]: Awaited<ReturnType<Fields[Name]['run']>>
}

/**
 * Reads and validates the fields from what a client sent. Other fields are ignored.
 *
 * @throws ValidationError with the messages of all fields
 * https://www.django-rest-framework.org/api-guide/serializers/#validation
 */
export async function validate<Fields extends SerializerFields>(
  fields: Fields,
  data: unknown,
): Promise<Validated<Fields>> {
  return (await run(fields, data, false)) as Validated<Fields>
}

/** The same for PATCH: no field is required. */
export async function validatePartial<Fields extends SerializerFields>(
  fields: Fields,
  data: unknown,
): Promise<Partial<Validated<Fields>>> {
  return (await run(fields, data, true)) as Partial<Validated<Fields>>
}

async function run(fields: SerializerFields, data: unknown, partial: boolean): Promise<object> {
  refuseNonObjects(data)
  const values: Record<string, unknown> = {}
  const errors: Record<string, string[]> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value =
      data instanceof QueryDict ? formValue(data, name, field, partial) : jsonValue(data, name)
    if (value === EMPTY && field.required && !partial) errors[name] = ['This field is required.']
    if (value === EMPTY) continue
    try {
      values[name] = await field.run(value)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      errors[name] = error.messages
    }
  }
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  return values
}

function jsonValue(data: object, name: string): unknown {
  return Object.hasOwn(data, name) ? (data as Record<string, unknown>)[name] : EMPTY
}

/** A form cannot contain null or false, so each field says what a missing or empty value means. */
function formValue(data: QueryDict, name: string, field: AnyField, partial: boolean): unknown {
  if (!data.has(name)) return partial ? EMPTY : field.defaultEmptyForm
  const value = data.get(name)
  return value === '' && !field.required && !field.allowBlank ? EMPTY : value
}

function refuseNonObjects(data: unknown): asserts data is object {
  if (data instanceof Promise) throw new TypeError('the data to validate is a promise; await it')
  if (typeof data === 'function') throw new TypeError('the data to validate is a function; call it')
  if (data === null) throw new ValidationError({ non_field_errors: ['No data provided'] })
  const kind = pythonType(data)
  if (kind === 'dict') return
  throw new ValidationError({
    non_field_errors: [`Invalid data. Expected a dictionary, but got ${kind}.`],
  })
}

function pythonType(data: unknown): string {
  if (typeof data === 'string') return 'str'
  if (typeof data === 'boolean') return 'bool'
  if (data instanceof JsonNumber) return data.isInteger ? 'int' : 'float'
  return Array.isArray(data) ? 'list' : 'dict'
}
