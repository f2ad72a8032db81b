import { describe, expect, it } from 'vitest'
import type { Explanation } from '../failure/explanation.ts'
import { errorsOf, shownErrors, typeErrorsIn } from './type-errors.ts'

const HANDLER = `export const login: Handler = async (request, response) => {
  const user = await find()
  if (!user) {
    return response.status(400).end()
  }
  response.json({})
}

function other() {
  return 1
}`
const read = () => HANDLER

/** The output of tsc for a handler that returns a value. */
function handlerReturns(type: string, line = 1): string {
  return `steps/03-login/views.ts(${line},14): error TS2322: Type '(request: Request<ParamsDictionary>, response: Response<any>) => Promise<...>' is not assignable to type 'Handler'.
  Type 'Promise<${type} | undefined>' is not assignable to type 'void | Promise<void>'.
    Type 'Promise<${type} | undefined>' is not assignable to type 'Promise<void>'.
      Type '${type} | undefined' is not assignable to type 'void'.
        Type '${type}' is not assignable to type 'void'.
`
}

function messageOf(error: string): string | undefined {
  const [told] = typeErrorsIn(`steps/a.ts(7,1): error ${error}\n`, read).errors
  return told?.replace('steps/a.ts:7: ', '')
}

const AWAIT = 'A promise is used here as if it were its value: `await` it where it is made.'

describe('a type error', () => {
  it('of a handler that returns names the return, not the declaration', () => {
    expect(typeErrorsIn(handlerReturns('Response<any, Record<string, any>>'), read).errors).toEqual(
      [
        'steps/03-login/views.ts:4: A handler returns nothing: leave out `return` before `response`, or throw an exception to refuse.',
      ],
    )
    expect(typeErrorsIn(handlerReturns('{ token: string; }', 9), read).errors).toEqual([
      'steps/03-login/views.ts:10: A handler returns nothing: send the value, `response.json(...)`, instead of returning it.',
    ])
  })

  it.each([
    "TS2339: Property 'username' does not exist on type 'Promise<Validated<{ username: CharField; }>>'.",
    "TS2741: Property 'id' is missing in type 'Promise<User | undefined>' but required in type '{ readonly id: number; }'.",
    "TS2488: Type 'Promise<[Token, boolean]>' must have a '[Symbol.iterator]()' method that returns an iterator.",
    "TS2801: This condition will always return true since this 'Promise<boolean>' is always defined.",
    "TS2739: Type 'Promise<Token | undefined>' is missing the following properties from type 'Token': key, userId",
    "TS2345: Argument of type 'Promise<Task>' is not assignable to parameter of type 'Task | Values<Task>'.",
    "TS2322: Type '{ a: Promise<string>; }' is not assignable to type 'A'.\n  Type 'Promise<string>' is not assignable to type 'string'.",
  ])('of a promise says to await it: %s', (error) => {
    expect(messageOf(error)).toBe(AWAIT)
  })

  it.each([
    "TS2416: Property 'hasPermission' in type 'A' is not assignable to the same property in base type 'B'.\n  Type '() => Promise<boolean>' is not assignable to type '() => boolean'.\n    Type 'Promise<boolean>' is not assignable to type 'boolean'.",
    "TS2322: Type 'typeof A' is not assignable to type 'C'.\n  Type 'A' is not assignable to type 'B'.\n    The types returned by 'hasPermission(...)' are incompatible between these types.\n      Type 'Promise<boolean>' is not assignable to type 'boolean'.",
  ])('of a method that must not be async says so, wherever it is met', (error) => {
    expect(messageOf(error)).toBe(
      '`hasPermission` must return its result, not a promise: leave out `async`.',
    )
  })

  it.each([
    ["TS18048: 'user' is possibly 'undefined'.", '`user` may be undefined here'],
    ["TS18047: 'request.auth' is possibly 'null'.", '`request.auth` may be null here'],
    ["TS2532: Object is possibly 'undefined'.", 'This may be undefined here'],
    [
      "TS2345: Argument of type 'string | undefined' is not assignable to parameter of type 'string'.\n  Type 'undefined' is not assignable to type 'string'.",
      'This may be undefined here',
    ],
    [
      "TS2322: Type 'A | null' is not assignable to type 'A'.\r\n  Type 'null' is not assignable to type 'A'.\r",
      'This may be null here',
    ],
  ])('of what may be nothing names it: %s', (error, told) => {
    expect(messageOf(error)).toBe(`${told}: handle that case first.`)
  })

  it.each([
    ["TS2322: Type 'null' is not assignable to type 'User | undefined'.", 'null', 'undefined'],
    ["TS2322: Type 'undefined' is not assignable to type '[User, A] | null'.", 'undefined', 'null'],
  ])('of null or undefined in the place of the other says so: %s', (error, given, other) => {
    expect(messageOf(error)).toContain(`This gives \`${given}\`, and \`${other}\` is expected.`)
  })

  it('of an element of a list says that its length is not enough', () => {
    const read = () => 'if (auth.length === 0 || auth[0].toLowerCase() !== keyword) return null'
    const error = "steps/03-login/a.ts(1,30): error TS2532: Object is possibly 'undefined'."
    expect(typeErrorsIn(error, read).errors[0]).toContain(
      'does not connect a test of `auth.length` with `auth[0]`',
    )
  })

  it.each([
    [
      "TS2322: Type 'null' is not assignable to type 'boolean'.",
      "Type 'null' is not assignable to type 'boolean'.",
    ],
    [
      "TS2322: Type 'boolean | undefined' is not assignable to type 'User | undefined'.\n  Type 'boolean' is not assignable to type 'User'.",
      "Type 'boolean' is not assignable to type 'User'.",
    ],
    [
      "TS2551: Property 'owner' does not exist on type '{ ownerId: number; }'. Did you mean 'ownerId'?",
      "Property 'owner' does not exist on type '{ ownerId: number; }'. Did you mean 'ownerId'?",
    ],
  ])('else is the innermost of its reasons', (error, told) => {
    expect(messageOf(error)).toBe(told)
  })
})

it('does not report errors of other folders, reports unused names separately, and one error for a line', () => {
  const twice = ['17,11', '17,21', '18,3'].map(
    (at) =>
      `steps/03-login/views.ts(${at}): error TS2339: Property 'a' does not exist on type 'Promise<B>'.`,
  )
  const output = [
    "shared/a.ts(1,1): error TS2322: Type 'a' is not assignable to type 'b'.",
    ...twice,
    "steps\\04-default-permission\\views.ts(1,10): error TS6133: 'x' is declared but its value is never read.",
    '',
  ].join('\n')
  const { errors, unused } = typeErrorsIn(output, read)
  expect(errors).toEqual([17, 18].map((line) => `steps/03-login/views.ts:${line}: ${AWAIT}`))
  expect(unused).toEqual([
    "steps/04-default-permission/views.ts:1: 'x' is declared but its value is never read.",
  ])
  expect(errorsOf('03-login', errors)).toEqual(errors)
  expect(errorsOf('04-default-permission', errors)).toEqual([])
})

describe('the errors to show', () => {
  const current = '03-login'
  const first = Array(3).fill('01-token-model')
  const typeErrors = [...first, ...Array(4).fill(current)].map(
    (step, at) => `steps/${step}/views.ts:${at + 1}: wrong`,
  )
  const linesWith = (failure?: Partial<Explanation>) => {
    const whole = { check: '', whatToDo: [], expected: [], frames: [], hintCommand: '', ...failure }
    const shown = shownErrors({ typeErrors, current, ...(failure && { failure: whole }) })
    return shown.map((line) => Number(/:(\d+):/.exec(line)?.[1]))
  }

  it.each([
    ['no check fails', undefined, [4, 5, 6]],
    ['the failing check has none', { open: 'steps/03-login/views.ts:60' }, [4, 5, 6]],
    ['the place to open has one', { open: 'steps/03-login/views.ts:7' }, [4, 5, 7]],
    ['another place to open has one', { alsoOpen: 'steps/03-login/views.ts:7' }, [4, 5, 7]],
    ['it is in an earlier step', { open: 'steps/01-token-model/views.ts:3' }, [3, 4, 5]],
    ['a line that ran has one', { frames: ['steps/03-login/views.ts:7 in login'] }, [4, 5, 7]],
  ])('contain the one that matters, and are in the order of the lines: %s', (_, failure, lines) => {
    expect(linesWith(failure)).toEqual(lines)
  })

  it('are all the errors of the step before those of the others', () => {
    expect(shownErrors({ typeErrors: typeErrors.slice(2, 5), current })).toEqual(
      [4, 5, 3].map((line) => typeErrors[line - 1]),
    )
  })
})
