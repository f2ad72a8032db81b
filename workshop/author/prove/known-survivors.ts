import type { Survivor } from './run-stryker.ts'

/** Mutants that no request can tell from the solution, or that no check promises to notice. */
export interface KnownSurvivor {
  /** A file of the solution. */
  file: string
  mutator: string
  replacements: string[]
  reason: string
}

const NAME = 'The name of a view is told by OPTIONS alone, whose body is not compared.'
const WORDS = 'Empty words are dropped in one way or another, and the first word decides.'

export const knownSurvivors: KnownSurvivor[] = [
  {
    file: 'solutions/03-login/backends.ts',
    mutator: 'OptionalChaining',
    replacements: ['user.isActive'],
    reason: 'It is not reached without a user: no password matches then.',
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'BlockStatement',
    replacements: ['{}'],
    reason: 'A function without a return returns undefined, too.',
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'BooleanLiteral',
    replacements: ['false'],
    reason:
      'ignoreBOM: only a key that begins with a byte order mark would show it, and none does.',
  },
  {
    file: 'solutions/03-login/authentication.ts',
    mutator: 'StringLiteral',
    replacements: ['"Stryker was here!"'],
    reason: 'Another scheme is as good as no header, and no word of a header is this sentence.',
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
    reason: 'Names and values take turns: before each value there is a name.',
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
    reason: 'An empty list and [AllowAny] let the same people in.',
  },
  {
    file: 'solutions/06-is-owner/generics.ts',
    mutator: 'Regex',
    replacements: ['/\\d+$/', '/^\\d+/'],
    reason: 'What is not all digits is no number, and no task has that id: 404 as well.',
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
    reason: 'The default permission refuses every request that no token has authenticated.',
  },
  { file: 'solutions/app.ts', mutator: 'StringLiteral', replacements: ['""'], reason: NAME },
]

/** The survivors that are not known. */
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
