import { describe, expect, it } from 'vitest'
import { JsonNumber } from '../http/json-number.ts'
import { QueryDict } from '../http/query-dict.ts'
import { BooleanField, CharField, EmailField } from './fields.ts'
import { validate, validatePartial } from './serializer.ts'

const fields = {
  title: new CharField({ maxLength: 5 }),
  note: new CharField({ required: false, allowBlank: true }),
  secret: new CharField({ required: false, trimWhitespace: false }),
  email: new EmailField({ required: false }),
  done: new BooleanField(),
}

const number = (text: string) => new JsonNumber(text)
const form = (entries: Record<string, string>) => new QueryDict(Object.entries(entries))
const errorsOf = (data: unknown) =>
  validate(fields, data).then(
    () => undefined,
    (error) => error.detail,
  )

describe('validate', () => {
  it('returns only declared fields that were sent', async () => {
    const data = JSON.parse('{"title":" a ","x":1,"__proto__":{"note":"x"},"constructor":2}')
    expect(await validate(fields, data)).toEqual({ title: 'a' })
  })

  it('does not read inherited properties as values', async () => {
    const named = { constructor: new CharField(), toString: new CharField() }
    await expect(validate(named, {})).rejects.toMatchObject({
      detail: { constructor: ['This field is required.'], toString: ['This field is required.'] },
    })
  })

  it('reports all errors of all fields at once, in the order of the fields', async () => {
    const errors = await errorsOf({ done: 'maybe', note: null, title: '123456\0' })
    expect(Object.entries(errors)).toEqual([
      [
        'title',
        ['Ensure this field has no more than 5 characters.', 'Null characters are not allowed.'],
      ],
      ['note', ['This field may not be null.']],
      ['done', ['Must be a valid boolean.']],
    ])
  })

  it.each([
    [null, 'No data provided'],
    ['text', 'Invalid data. Expected a dictionary, but got str.'],
    [true, 'Invalid data. Expected a dictionary, but got bool.'],
    [number('-0'), 'Invalid data. Expected a dictionary, but got int.'],
    [number('1.0'), 'Invalid data. Expected a dictionary, but got float.'],
    [[{ title: 'a' }], 'Invalid data. Expected a dictionary, but got list.'],
  ])('refuses %j as a whole', async (data, message) => {
    expect(await errorsOf(data)).toEqual({ non_field_errors: [message] })
  })

  it('reads a missing checkbox of a form as false, and an empty value as not sent', async () => {
    expect(await validate(fields, form({ title: 'a' }))).toEqual({ title: 'a', done: false })
    const empty = form({ title: 'a', note: '', email: '', done: '' })
    expect(await validate(fields, empty)).toEqual({ title: 'a', note: '' })
    expect(await validatePartial(fields, form({}))).toEqual({})
  })

  it('requires no field in a partial update', async () => {
    expect(await validatePartial(fields, {})).toEqual({})
    expect(await errorsOf({})).toEqual({ title: ['This field is required.'] })
    await expect(validatePartial(fields, { title: '' })).rejects.toMatchObject({
      detail: { title: ['This field may not be blank.'] },
    })
  })
})

describe('CharField', () => {
  it.each([
    [' a\u3000', 'a'],
    ['\x1ca\x85', 'a'],
    ['\ufeffa\u200b', '\ufeffa\u200b'],
    [number('1.50'), '1.5'],
    [number('-0'), '0'],
  ])('reads %j as %j', async (sent, read) => {
    expect(await validate(fields, { title: sent })).toEqual({ title: read })
  })

  it.each([[true], [['a']], [{ a: 1 }]])('refuses %j', async (sent) => {
    expect(await errorsOf({ title: sent })).toEqual({ title: ['Not a valid string.'] })
  })

  it('keeps white space if trimming is off', async () => {
    expect(await validate(fields, { title: 'a', secret: ' ' })).toEqual({ title: 'a', secret: ' ' })
    expect(await errorsOf({ title: 'a', secret: '' })).toEqual({
      secret: ['This field may not be blank.'],
    })
  })
})

describe('EmailField', () => {
  it.each([[true], [[]], [number('1')], ['nope']])('has one message for %j', async (sent) => {
    expect(await errorsOf({ title: 'a', email: sent })).toEqual({
      email: ['Enter a valid email address.'],
    })
  })
})

describe('BooleanField', () => {
  const TRUE = [
    't',
    'T',
    'y',
    'Y',
    'yes',
    'Yes',
    'YES',
    'true',
    'True',
    'TRUE',
    'on',
    'On',
    'ON',
    '1',
  ]
  const FALSE = [
    'f',
    'F',
    'n',
    'N',
    'no',
    'No',
    'NO',
    'false',
    'False',
    'FALSE',
    'off',
    'Off',
    'OFF',
    '0',
  ]
  const NEITHER = ['', ' ', 'tRuE', 'maybe', '1.0', ' 1', 'null', [], {}, number('2'), number('-1')]

  it.each([...TRUE, true, number('1'), number('1.0'), number('1e0')])(
    'reads %j as true',
    async (sent) => {
      expect(await validate(fields, { title: 'a', done: sent })).toEqual({ title: 'a', done: true })
    },
  )

  it.each([...FALSE, false, number('0'), number('-0.0'), number('1e-400')])(
    'reads %j as false',
    async (sent) => {
      expect(await validate(fields, { title: 'a', done: sent })).toEqual({
        title: 'a',
        done: false,
      })
    },
  )

  it.each(NEITHER.map((sent) => [sent]))('refuses %j', async (sent) => {
    expect(await errorsOf({ title: 'a', done: sent })).toEqual({
      done: ['Must be a valid boolean.'],
    })
  })
})
