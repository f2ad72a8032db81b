import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'ignores whether the user is new',
    misconception:
      'The signal is sent after every save. `created` tells a new row from a changed one.',
    file: '02-auto-token/signals.ts',
    find: '  if (created) await Token.objects.create({ user: instance })',
    replace: '  await Token.objects.create({ user: instance })',
    caughtBy: {
      'keeps the token of a user who is saved again': 500,
      'makes no token when a user without one is saved again': 200,
    },
  },
  {
    name: 'creates a missing token at every save',
    misconception:
      'A user who logged out has no token on purpose. The next save must not create one.',
    file: '02-auto-token/signals.ts',
    find: '  if (created) await Token.objects.create({ user: instance })',
    replace: '  await Token.objects.getOrCreate({ user: instance })',
    caughtBy: {
      'makes no token when a user without one is saved again': 200,
    },
  },
  {
    name: 'inverts the condition',
    misconception: '`created` is true for a new row and false for a changed one.',
    file: '02-auto-token/signals.ts',
    find: 'if (created)',
    replace: 'if (!created)',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is created inactive exactly one token': 200,
      'gives two users who register different tokens': 0,
      'keeps the token of a user who is saved again': 500,
      'makes no token when a user without one is saved again': 200,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers only after every database call has finished': 200,
      'gives new users keys that cannot be predicted': 200,
    },
  },
  {
    name: 'replaces the token at every save',
    misconception:
      'A changed password or email address is also a save. It must not log the user out.',
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
      'gives a user who is created inactive exactly one token': 200,
      'gives two users who register different tokens': 0,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers only after every database call has finished': 200,
      'gives new users keys that cannot be predicted': 200,
    },
  },
  {
    name: 'connects the receiver to Token',
    misconception:
      'The sender is the model whose saves call the receiver. That is User, not Token.',
    file: '02-auto-token/signals.ts',
    imports: "import { Token } from '../01-token-model/models.ts'",
    find: 'postSave.connect(User, createAuthToken)',
    replace: 'postSave.connect(Token, createAuthToken as never)',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is created inactive exactly one token': 200,
      'gives two users who register different tokens': 0,
      'keeps the token of a user who is saved again': 500,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers only after every database call has finished': 200,
      'gives new users keys that cannot be predicted': 200,
    },
  },
  {
    name: 'connects the receiver to every sender',
    misconception:
      'Connected to every sender, the receiver is also called for tokens, and creates a token for a token.',
    file: '02-auto-token/signals.ts',
    find: 'postSave.connect(User, createAuthToken)',
    replace: 'postSave.connect(null, createAuthToken)',
    caughtBy: {
      'gives a user who registers exactly one token': 500,
      'gives a superuser exactly one token': 500,
      'gives a user who is created inactive exactly one token': 500,
      'gives two users who register different tokens': 0,
      'keeps the token of a user who is saved again': 500,
      'answers 500, and stores nothing, when the database fails': 500,
      'answers only after every database call has finished': 500,
      'gives new users keys that cannot be predicted': 500,
    },
  },
  {
    name: 'connects two receivers',
    misconception:
      'The same receiver is connected only once, but a new function around it is a second receiver. Both are called.',
    file: '02-auto-token/signals.ts',
    find: 'postSave.connect(User, createAuthToken)',
    replace: `postSave.connect(User, createAuthToken)
  postSave.connect(User, (event) => createAuthToken(event))`,
    caughtBy: {
      'gives a user who registers exactly one token': 500,
      'gives a superuser exactly one token': 500,
      'gives a user who is created inactive exactly one token': 500,
      'gives two users who register different tokens': 0,
      'keeps the token of a user who is saved again': 500,
      'answers 500, and stores nothing, when the database fails': 500,
      'answers only after every database call has finished': 500,
      'gives new users keys that cannot be predicted': 500,
    },
  },
  {
    name: 'calls the receiver instead of connecting it',
    misconception: 'Pass the receiver to `connect` by its name. Calling it connects nothing.',
    file: '02-auto-token/signals.ts',
    find: 'postSave.connect(User, createAuthToken)',
    replace: 'void createAuthToken',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is created inactive exactly one token': 200,
      'gives two users who register different tokens': 0,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers only after every database call has finished': 200,
      'gives new users keys that cannot be predicted': 200,
    },
  },
  {
    name: 'makes tokens only for staff',
    misconception: 'Every user logs in, so every user needs a token, whatever their permissions.',
    file: '02-auto-token/signals.ts',
    find: 'if (created)',
    replace: 'if (created && instance.isStaff)',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a user who is created inactive exactly one token': 200,
      'gives two users who register different tokens': 0,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers only after every database call has finished': 200,
      'gives new users keys that cannot be predicted': 200,
    },
  },
  {
    name: 'makes tokens only for users who are not staff',
    misconception:
      "A superuser is saved like any other user. The receiver must not depend on the user's permissions.",
    file: '02-auto-token/signals.ts',
    find: 'if (created)',
    replace: 'if (created && !instance.isStaff)',
    caughtBy: {
      'gives a superuser exactly one token': 200,
    },
  },
  {
    name: 'gives every user the same key',
    misconception: 'The model makes the key. A fixed key is the same for every user.',
    file: '02-auto-token/signals.ts',
    find: 'Token.objects.create({ user: instance })',
    replace: "Token.objects.create({ user: instance, key: 'f'.repeat(40) })",
    caughtBy: {
      'gives two users who register different tokens': 500,
      'answers only after every database call has finished': 500,
      'gives new users keys that cannot be predicted': 200,
    },
  },
  {
    name: 'gives every user an empty key',
    misconception:
      'An empty key is a key too, and every user gets the same one. Leave the key to the model.',
    file: '02-auto-token/signals.ts',
    find: 'Token.objects.create({ user: instance })',
    replace: "Token.objects.create({ user: instance, key: '' })",
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is created inactive exactly one token': 200,
      'gives two users who register different tokens': 500,
      'answers only after every database call has finished': 500,
      'gives new users keys that cannot be predicted': 200,
    },
  },
  {
    name: 'does not await the token',
    misconception:
      'A database call takes time. Without `await`, the response is sent before the token is stored.',
    file: '02-auto-token/signals.ts',
    find: 'if (created) await Token',
    replace: 'if (created) void Token',
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is created inactive exactly one token': 200,
      'gives two users who register different tokens': 0,
      'answers 500, and stores nothing, when the database fails': 201,
      'gives new users keys that cannot be predicted': 200,
    },
  },
  {
    name: 'computes the key from the username',
    misconception:
      'A key computed from the username is not secret. Leave it to the default, which cannot be guessed.',
    file: '02-auto-token/signals.ts',
    find: '{ user: instance }',
    replace: "{ user: instance, key: 'token-of-'.concat(instance.username) }",
    caughtBy: {
      'gives a user who registers exactly one token': 200,
      'gives a superuser exactly one token': 200,
      'gives a user who is created inactive exactly one token': 200,
      'gives new users keys that cannot be predicted': 200,
    },
  },
  {
    name: 'makes tokens only for active users',
    misconception:
      'An account can be activated later. Whether it has a token must not depend on that.',
    file: '02-auto-token/signals.ts',
    find: 'if (created)',
    replace: 'if (created && instance.isActive)',
    caughtBy: {
      'gives a user who is created inactive exactly one token': 200,
    },
  },
  {
    name: 'goes on without a token when the database fails',
    misconception:
      'A user must not be stored without a token, so the whole registration has to fail.',
    file: '02-auto-token/signals.ts',
    find: 'await Token.objects.create({ user: instance })',
    replace: 'await Token.objects.create({ user: instance }).catch(() => {})',
    caughtBy: {
      'answers 500, and stores nothing, when the database fails': 201,
    },
  },
  {
    name: 'hashes the id and the time of the registration',
    misconception: 'Both can be guessed, and anyone can compute their hash.',
    file: '02-auto-token/signals.ts',
    imports: "import { createHash } from 'node:crypto'",
    find: 'await Token.objects.create({ user: instance })',
    replace: `{
    const key = createHash('sha1').update([instance.id, Date.now()].join()).digest('hex')
    await Token.objects.create({ user: instance, key })
  }`,
    caughtBy: {
      'gives new users keys that cannot be predicted': 200,
    },
  },
]
