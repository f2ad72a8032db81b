import { describe, expect, it } from 'vitest'
import { SOLUTIONS } from '../paths.ts'
import { withAwait } from './promises.ts'

/** The names of the calls without await, and the text with all of them awaited. */
function awaited(text: string): [names: string[], text: string] {
  const calls = withAwait(text, SOLUTIONS)
  const lines = calls.reduceRight((own, call) => call.insert(own), text.split('\n'))
  return [calls.map(({ name }) => name), lines.join('\n')]
}

describe('calls without await', () => {
  it.each([
    [
      'of a function of shared/',
      'const ok = checkPassword(password, user.password)',
      ['checkPassword'],
      'const ok = await checkPassword(password, user.password)',
    ],
    [
      'of a method of a manager',
      'const token = Token.objects.find({ key })',
      ['find'],
      'const token = await Token.objects.find({ key })',
    ],
    [
      'of a method of the tree',
      '  return [this.authenticateCredentials(key), 1]',
      ['authenticateCredentials'],
      '  return [await this.authenticateCredentials(key), 1]',
    ],
    [
      'whose value is used at once',
      'const { key } = Token.objects.getOrCreate({ user: (one) })[0]',
      ['getOrCreate'],
      'const { key } = (await Token.objects.getOrCreate({ user: (one) }))[0]',
    ],
    [
      'within another, over some lines',
      'const values = await validate(\n  fields,\n  request.data(),\n)',
      ['data'],
      'const values = await validate(\n  fields,\n  await request.data(),\n)',
    ],
    [
      'in a condition',
      'if (!checkPassword(a, b)) {',
      ['checkPassword'],
      'if (!await checkPassword(a, b)) {',
    ],
  ])('are found: %s', (_, text, names, expected) => {
    expect(awaited(text)).toEqual([names, expected])
  })

  it.each([
    'const user = await authenticate(username, password)',
    'export async function authenticate(username: string, password: string) {',
    '  override async authenticate(request: Request): Promise<[User, Token] | null> {',
    '  authenticate(request: Request): Promise<User> {',
    '// then checkPassword(a, b) says no',
    'Token.objects.find({ key }).then((token) => token)',
    'const name = String(user).trim()',
    'permissionDenied(request, message)',
  ])('are not found in %s', (text) => {
    expect(awaited(text)).toEqual([[], text])
  })
})
