import type { Survivor } from './run-stryker.ts'

/** Mutants that no request can tell from the solution, or that no check has to notice. */
export interface KnownSurvivor {
  /** A file of the solution. */
  file: string
  mutator: string
  replacements: string[]
  reason: string
}

const NAME = 'Only OPTIONS shows the name of a view, and its body is not compared.'
const WORDS = 'Empty words are dropped in either case, and the first word decides.'

export const knownSurvivors: KnownSurvivor[] = [
  {
    file: 'solutions/03-login/backends.ts',
    mutator: 'OptionalChaining',
    replacements: ['user.isActive'],
    reason: 'Without a user, no password matches, so this line is not reached.',
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'BlockStatement',
    replacements: ['{}'],
    reason: 'A function without a return statement also returns undefined.',
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'BooleanLiteral',
    replacements: ['false'],
    reason:
      'Only a key that begins with a byte order mark would show ignoreBOM, and there is none.',
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'StringLiteral',
    replacements: ['"Stryker was here!"'],
    reason: 'Another scheme has the same result as no header, and no header contains this text.',
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'MethodExpression',
    replacements: ['words'],
    reason: WORDS,
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'Regex',
    replacements: ['/[ \\t]/'],
    reason: WORDS,
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'ConditionalExpression',
    replacements: ['true'],
    reason: WORDS,
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'OptionalChaining',
    replacements: ['rawHeaders[at - 1].toLowerCase'],
    reason: 'Names and values alternate, so there is a name before each value.',
  },
  {
    file: 'solutions/04-default-permission/views.ts',
    mutator: 'ConditionalExpression',
    replacements: ['true'],
    reason: 'Every view of the API has an authentication class.',
  },
  {
    file: 'solutions/04-default-permission/views.ts',
    mutator: 'EqualityOperator',
    replacements: ['request.authenticators.length >= 0'],
    reason: 'Every view of the API has an authentication class.',
  },
  {
    file: 'solutions/05-view-permissions/views.ts',
    mutator: 'ArrayDeclaration',
    replacements: ['[]'],
    reason: 'An empty list and [AllowAny] allow the same requests.',
  },
  {
    file: 'solutions/06-is-owner/generics.ts',
    mutator: 'Regex',
    replacements: ['/\\d+$/', '/^\\d+/'],
    reason:
      'A text that is not all digits is not a number, and no task has that id, so the response is also 404.',
  },
  {
    file: 'solutions/06-is-owner/views.ts',
    mutator: 'StringLiteral',
    replacements: ['""'],
    reason: NAME,
  },
  {
    file: 'solutions/06-is-owner/views.ts',
    mutator: 'StringLiteral',
    replacements: ['""'],
    reason: NAME,
  },
  {
    file: 'solutions/07-logout/views.ts',
    mutator: 'ConditionalExpression',
    replacements: ['true'],
    reason: 'The default permission refuses every request without a valid token.',
  },
  { file: 'solutions/app.ts', mutator: 'StringLiteral', replacements: ['""'], reason: NAME },
]

/** The survivors without a known reason. */
export function unexplained(survivors: Survivor[]): Survivor[] {
  return survivors.filter(
    ({ file, mutator, replacement }) =>
      !knownSurvivors.some(
        (known) =>
          known.file === file &&
          known.mutator === mutator &&
          known.replacements.includes(replacement),
      ),
  )
}
