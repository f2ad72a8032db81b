import type { Mistake } from '../harness/mistake.ts'

/** The wrong turns that people take in this step, and the facts that find them out. */
export const mistakes: Mistake[] = [
  {
    name: 'ignores whether the user is new',
    misconception:
      'A save is not a creation: the signal is sent after each, and `created` tells them apart.',
    file: '02-auto-token/signals.ts',
    find: '  if (created) await Token.objects.create({ user: instance })',
    replace: '  await Token.objects.create({ user: instance })',
    caughtBy: {
      'keeps the token of a user who is saved again': 500,
      'makes no token when a user without one is saved again': 200,
    },
  },
  {
    name: 'gets or creates a token at each save',
    misconception:
      'A user who logged out has no token on purpose: the next save must not create one.',
    file: '02-auto-token/signals.ts',
    find: '  if (created) await Token.objects.create({ user: instance })',
    replace: '  await Token.objects.getOrCreate({ user: instance })',
    caughtBy: {
      'makes no token when a user without one is saved again': 200,
    },
  },
  {
    name: 'takes the condition the wrong way round',
    misconception: '`created` is true for a new row, and false for one that was changed.',
    file: '02-auto-token/signals.ts',
    find: 'if (created)',
    replace: 'if (!created)',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is inactive from the start exactly one token': 200,
      'gives two users who register different tokens': 0,
      'keeps the token of a user who is saved again': 500,
      'makes no token when a user without one is saved again': 200,
    },
  },
  {
    name: 'replaces the token at each save',
    misconception:
      'A save is not a creation: a new password or email address must not log anybody out.',
    file: '02-auto-token/signals.ts',
    find: '  if (created) await Token.objects.create({ user: instance })',
    replace: `  await Token.objects.delete({ user: instance })
  await Token.objects.create({ user: instance })`,
    caughtBy: {
      'keeps the token of a user who is saved again': 200,
      'makes no token when a user without one is saved again': 200,
    },
  },
  {
    name: 'does not connect the receiver',
    misconception: 'A receiver that is not connected is never called.',
    file: '02-auto-token/signals.ts',
    find: `  postSave.connect(User, createAuthToken)
`,
    replace: '',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is inactive from the start exactly one token': 200,
      'gives two users who register different tokens': 0,
    },
  },
  {
    name: 'connects the receiver to tokens',
    misconception:
      'The sender is the model whose saves are listened to: users are saved, not tokens.',
    file: '02-auto-token/signals.ts',
    imports: "import { Token } from '../01-token-model/models.ts'",
    find: 'postSave.connect(User, createAuthToken)',
    replace: 'postSave.connect(Token, createAuthToken as never)',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is inactive from the start exactly one token': 200,
      'gives two users who register different tokens': 0,
      'keeps the token of a user who is saved again': 500,
    },
  },
  {
    name: 'connects the receiver to every sender',
    misconception:
      'Connected to every sender, the receiver is called for tokens too, and makes a token for a token.',
    file: '02-auto-token/signals.ts',
    find: 'postSave.connect(User, createAuthToken)',
    replace: 'postSave.connect(null, createAuthToken)',
    caughtBy: {
      'gives a user who registers exactly one token': 500,
      'gives a superuser exactly one token': 500,
      'gives a user who is inactive from the start exactly one token': 500,
      'gives two users who register different tokens': 0,
      'keeps the token of a user who is saved again': 500,
      'answers 201 to a registration, and does not show the token': 500,
      'answers when the database has done all that it was asked': 500,
    },
  },
  {
    name: 'connects two receivers',
    misconception:
      'The same receiver is connected once, but a new function around it is another receiver: two are called.',
    file: '02-auto-token/signals.ts',
    find: 'postSave.connect(User, createAuthToken)',
    replace: `postSave.connect(User, createAuthToken)
  postSave.connect(User, (event) => createAuthToken(event))`,
    caughtBy: {
      'gives a user who registers exactly one token': 500,
      'gives a superuser exactly one token': 500,
      'gives a user who is inactive from the start exactly one token': 500,
      'gives two users who register different tokens': 0,
      'keeps the token of a user who is saved again': 500,
      'answers 201 to a registration, and does not show the token': 500,
      'answers when the database has done all that it was asked': 500,
    },
  },
  {
    name: 'calls the receiver instead of connecting it',
    misconception: 'A receiver is handed over by its name; nothing is connected by mentioning it.',
    file: '02-auto-token/signals.ts',
    find: 'postSave.connect(User, createAuthToken)',
    replace: 'void createAuthToken',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is inactive from the start exactly one token': 200,
      'gives two users who register different tokens': 0,
    },
  },
  {
    name: 'makes tokens for staff alone',
    misconception: 'Every user logs in, so every user needs a token, whatever they may do.',
    file: '02-auto-token/signals.ts',
    find: 'if (created)',
    replace: 'if (created && instance.isStaff)',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a user who is inactive from the start exactly one token': 200,
      'gives two users who register different tokens': 0,
    },
  },
  {
    name: 'makes tokens for users who are no staff',
    misconception:
      'A superuser is made by code and saved like everybody else; the signal must not look at what they may do.',
    file: '02-auto-token/signals.ts',
    find: 'if (created)',
    replace: 'if (created && !instance.isStaff)',
    caughtBy: {
      'gives a superuser exactly one token': 200,
    },
  },
  {
    name: 'gives everybody the same key',
    misconception: 'The model makes the key; a key that is written down is the same for everybody.',
    file: '02-auto-token/signals.ts',
    find: 'Token.objects.create({ user: instance })',
    replace: "Token.objects.create({ user: instance, key: 'f'.repeat(40) })",
    caughtBy: {
      'gives two users who register different tokens': 500,
      'answers when the database has done all that it was asked': 500,
    },
  },
  {
    name: "gives the key the user's name",
    misconception: 'An empty key is a key too, and everybody has it: leave the key to the model.',
    file: '02-auto-token/signals.ts',
    find: 'Token.objects.create({ user: instance })',
    replace: "Token.objects.create({ user: instance, key: '' })",
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is inactive from the start exactly one token': 200,
      'gives two users who register different tokens': 500,
      'answers when the database has done all that it was asked': 500,
    },
  },
  {
    name: 'does not await the token',
    misconception:
      'A database takes time: without `await` the response is sent before the token is stored.',
    file: '02-auto-token/signals.ts',
    find: 'if (created) await Token',
    replace: 'if (created) void Token',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is inactive from the start exactly one token': 200,
      'gives two users who register different tokens': 0,
    },
  },
  {
    name: 'makes the key from the name',
    misconception:
      'A key that follows from the name is no secret: leave it to the default, which nobody can guess.',
    file: '02-auto-token/signals.ts',
    find: '{ user: instance }',
    replace: "{ user: instance, key: 'token-of-'.concat(instance.username) }",
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is inactive from the start exactly one token': 200,
    },
  },
  {
    name: 'makes a token only for those who are active',
    misconception:
      'Whether an account may be used changes; that it has a token does not depend on it.',
    file: '02-auto-token/signals.ts',
    find: 'if (created)',
    replace: 'if (created && instance.isActive)',
    caughtBy: {
      'gives a user who is inactive from the start exactly one token': 200,
    },
  },
  {
    name: 'goes on without a token when the database fails',
    misconception:
      'A user without a token cannot log in the way the others do: registering has to fail, whole.',
    file: '02-auto-token/signals.ts',
    find: 'await Token.objects.create({ user: instance })',
    replace: 'await Token.objects.create({ user: instance }).catch(() => {})',
    caughtBy: {
      'answers 500, and stores nothing, when the database fails': 201,
    },
  },
]
