import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'takes the key from Math.random',
    misconception:
      'Math.random looks random, but from a few of its numbers an attacker can compute the next ones.',
    file: '01-token-model/models.ts',
    find: "return randomBytes(20).toString('hex')",
    replace:
      "return Array.from({ length: 40 }, () => Math.floor(Math.random() * 16).toString(16)).join('')",
    caughtBy: {
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'makes a key of 20 digits',
    misconception: 'Ten bytes are 20 hexadecimal digits: each byte is written as two.',
    file: '01-token-model/models.ts',
    find: 'randomBytes(20)',
    replace: 'randomBytes(10)',
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 200,
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'makes a key of 80 digits',
    misconception: '40 is the number of digits, not of bytes: each byte is written as two.',
    file: '01-token-model/models.ts',
    find: 'randomBytes(20)',
    replace: 'randomBytes(40)',
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 200,
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'writes the key in base64',
    misconception:
      "The same bytes in another encoding make a different key. DRF's keys are hexadecimal.",
    file: '01-token-model/models.ts',
    find: "toString('hex')",
    replace: "toString('base64url')",
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 200,
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'writes the key in upper case',
    misconception:
      'Hexadecimal digits can be written in either case, but a key is compared character by character.',
    file: '01-token-model/models.ts',
    find: "toString('hex')",
    replace: "toString('hex').toUpperCase()",
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 200,
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'makes the key once, when the file is loaded',
    misconception:
      'A key that is made when the file is loaded is the same for every user. Make it when the function is called.',
    file: '01-token-model/models.ts',
    find: `  static generateKey(): string {
    return randomBytes(20).toString('hex')
  }`,
    replace: `  static readonly onlyKey = randomBytes(20).toString('hex')

  static generateKey(): string {
    return Token.onlyKey
  }`,
    caughtBy: {
      'gives two users different keys': 500,
      'makes keys that cannot be predicted': 200,
      'keeps the tokens of other users when one is deleted': 500,
      'stores when a token was created': 500,
    },
  },
  {
    name: 'takes the key from the clock and Math.random',
    misconception:
      'The time is not secret, and the output of Math.random can be predicted, so this key can be guessed.',
    file: '01-token-model/models.ts',
    find: "randomBytes(20).toString('hex')",
    replace: "(Date.now() + Math.floor(Math.random() * 1e12)).toString(16).padStart(40, '0')",
    caughtBy: {
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'lets a user have several tokens',
    misconception: 'A foreign key allows many rows for one user; a one-to-one field allows one.',
    file: '01-token-model/models.ts',
    imports: "import { ForeignKey } from '#shared/db/fields.ts'",
    find: 'user: new OneToOneField(User)',
    replace: 'user: new ForeignKey(User)',
    caughtBy: {
      'refuses a second token for the same user': 200,
    },
  },
  {
    name: 'leaves the user out',
    misconception: 'A token that does not store its user cannot identify who sends it.',
    file: '01-token-model/models.ts',
    find: `      user: new OneToOneField(User),
`,
    replace: '',
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 500,
      'gives two users different keys': 500,
      'makes keys that cannot be predicted': 500,
      'finds the token of a user, with the same key': 500,
      'refuses a second token for the same user': 500,
      'keeps the tokens of other users when one is deleted': 500,
      'deletes the token when its user is deleted': 500,
      'stores when a token was created': 500,
      'keeps a token after a restart': 500,
    },
  },
  {
    name: 'leaves out the creation time',
    misconception: 'Without its creation time, the age of a token is unknown.',
    file: '01-token-model/models.ts',
    find: `      created: new DateTimeField({ autoNowAdd: true }),
`,
    replace: '',
    caughtBy: {
      'stores when a token was created': 200,
    },
  },
  {
    name: 'uses the same creation time for every token',
    misconception:
      'The creation time is filled in when the row is created. A fixed text is the same for every row.',
    file: '01-token-model/models.ts',
    find: 'created: new DateTimeField({ autoNowAdd: true })',
    replace: "created: new CharField({ default: () => 'now' })",
    caughtBy: {
      'stores when a token was created': 200,
    },
  },
  {
    name: 'does not fill in the creation time',
    misconception:
      'A field without a default must be passed when the row is created, and no code passes `created`.',
    file: '01-token-model/models.ts',
    find: 'new DateTimeField({ autoNowAdd: true })',
    replace: 'new DateTimeField()',
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 500,
      'gives two users different keys': 500,
      'makes keys that cannot be predicted': 500,
      'finds the token of a user, with the same key': 500,
      'refuses a second token for the same user': 500,
      'keeps the tokens of other users when one is deleted': 500,
      'deletes the token when its user is deleted': 500,
      'stores when a token was created': 500,
      'keeps a token after a restart': 500,
    },
  },
  {
    name: 'uses a fixed key as the default',
    misconception: 'A fixed default is the same for every token. Each token needs its own key.',
    file: '01-token-model/models.ts',
    find: 'default: () => Token.generateKey()',
    replace: "default: () => '0'.repeat(40)",
    caughtBy: {
      'gives two users different keys': 500,
      'makes keys that cannot be predicted': 200,
      'keeps the tokens of other users when one is deleted': 500,
      'stores when a token was created': 500,
    },
  },
  {
    name: 'hashes four random bytes',
    misconception: 'A hash adds no randomness: a key is only as hard to guess as its input.',
    file: '01-token-model/models.ts',
    imports: "import { createHash } from 'node:crypto'",
    find: "randomBytes(20).toString('hex')",
    replace: "createHash('sha1').update(randomBytes(4)).digest('hex')",
    caughtBy: {
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'hashes the clock',
    misconception: 'The time can be guessed to the millisecond, and anyone can compute its hash.',
    file: '01-token-model/models.ts',
    imports: "import { createHash } from 'node:crypto'",
    find: "randomBytes(20).toString('hex')",
    replace: "createHash('sha1').update(String(process.hrtime.bigint())).digest('hex')",
    caughtBy: {
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'hashes a counter',
    misconception: 'Anyone with an account can work out the counter, and compute its next values.',
    file: '01-token-model/models.ts',
    imports: `import { createHash } from 'node:crypto'
let made = 0`,
    find: "return randomBytes(20).toString('hex')",
    replace: "return createHash('sha1').update([process.pid, ++made].join()).digest('hex')",
    caughtBy: {
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'draws one random value and counts up from it',
    misconception: 'One known key gives away all the others.',
    file: '01-token-model/models.ts',
    imports: `let made = 0
const start = randomBytes(15).toString('hex')`,
    find: "return randomBytes(20).toString('hex')",
    replace: "return start + String(++made).padStart(10, '0')",
    caughtBy: {
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'never uses the digit f',
    misconception: 'The end of a range is not part of it: `randomInt(15)` is at most 14.',
    file: '01-token-model/models.ts',
    imports: "import { randomInt } from 'node:crypto'",
    find: "return randomBytes(20).toString('hex')",
    replace: "return Array.from({ length: 40 }, () => randomInt(15).toString(16)).join('')",
    caughtBy: {
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'completes a UUID with the time',
    misconception: 'A UUID has 122 random bits, and the time adds none.',
    file: '01-token-model/models.ts',
    imports: "import { randomUUID } from 'node:crypto'",
    find: "return randomBytes(20).toString('hex')",
    replace: "return randomUUID().replaceAll('-', '') + Date.now().toString(16).slice(-8)",
    caughtBy: {
      'makes keys that cannot be predicted': 200,
    },
  },
  {
    name: 'stores the local time as UTC',
    misconception:
      'The column stores UTC. The local time without its offset is hours off, except in UTC itself.',
    file: '01-token-model/models.ts',
    find: 'new DateTimeField({ autoNowAdd: true })',
    replace: `new DateTimeField({
        default: () => {
          const date = new Date()
          return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString()
        },
      })`,
    caughtBy: {},
    exam: true,
  },
]
