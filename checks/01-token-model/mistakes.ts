import type { Mistake } from '../harness/mistake.ts'

/** The wrong turns that people take in this step, and the facts that find them out. */
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
      'makes keys that nobody can predict': 200,
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
      'makes keys that nobody can predict': 200,
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
      'makes keys that nobody can predict': 200,
    },
  },
  {
    name: 'writes the key in base64',
    misconception:
      "The same bytes in another alphabet are another key: DRF's keys are hexadecimal.",
    file: '01-token-model/models.ts',
    find: "toString('hex')",
    replace: "toString('base64url')",
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 200,
      'makes keys that nobody can predict': 200,
    },
  },
  {
    name: 'writes the key in capitals',
    misconception:
      'Hexadecimal digits may be written large or small, but a key is compared letter by letter.',
    file: '01-token-model/models.ts',
    find: "toString('hex')",
    replace: "toString('hex').toUpperCase()",
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 200,
      'makes keys that nobody can predict': 200,
    },
  },
  {
    name: 'makes the key once, when the file is loaded',
    misconception:
      'A key that is made when the file is loaded is the same for everybody: make it when the function is called.',
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
      'makes keys that nobody can predict': 200,
      'keeps the tokens of others when one is deleted': 500,
      'remembers when a token was made': 500,
    },
  },
  {
    name: 'takes the key from the clock and Math.random',
    misconception:
      'The time is no secret, and what Math.random adds to it can be foretold: that is no key.',
    file: '01-token-model/models.ts',
    find: "randomBytes(20).toString('hex')",
    replace: "(Date.now() + Math.floor(Math.random() * 1e12)).toString(16).padStart(40, '0')",
    caughtBy: {
      'makes keys that nobody can predict': 200,
    },
  },
  {
    name: 'lets a user have several tokens',
    misconception: 'A foreign key lets many rows refer to one user; a one-to-one field lets one.',
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
    misconception: 'A token that does not say whose it is cannot tell who asks.',
    file: '01-token-model/models.ts',
    find: `      user: new OneToOneField(User),
`,
    replace: '',
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 500,
      'gives two users different keys': 500,
      'makes keys that nobody can predict': 500,
      'finds the token of a user again, with the same key': 500,
      'refuses a second token for the same user': 500,
      'keeps the tokens of others when one is deleted': 500,
      'deletes the token when its user is deleted': 500,
      'remembers when a token was made': 500,
      'still has a token after a restart': 500,
    },
  },
  {
    name: 'leaves the moment out',
    misconception: 'Without the time at which it was created, the age of a token is unknown.',
    file: '01-token-model/models.ts',
    find: `      created: new DateTimeField({ autoNowAdd: true }),
`,
    replace: '',
    caughtBy: {
      'remembers when a token was made': 200,
    },
  },
  {
    name: 'takes the same moment for every token',
    misconception:
      'A moment is filled in by the table when the row is added, not written down once as a text.',
    file: '01-token-model/models.ts',
    find: 'created: new DateTimeField({ autoNowAdd: true })',
    replace: "created: new CharField({ default: () => 'now' })",
    caughtBy: {
      'remembers when a token was made': 200,
    },
  },
  {
    name: 'forgets to fill in the moment',
    misconception:
      'A field without a default must be passed when the row is created, and no code passes `created`.',
    file: '01-token-model/models.ts',
    find: 'new DateTimeField({ autoNowAdd: true })',
    replace: 'new DateTimeField()',
    caughtBy: {
      'makes a token with a key of 40 lower-case hexadecimal digits': 500,
      'gives two users different keys': 500,
      'makes keys that nobody can predict': 500,
      'finds the token of a user again, with the same key': 500,
      'refuses a second token for the same user': 500,
      'keeps the tokens of others when one is deleted': 500,
      'deletes the token when its user is deleted': 500,
      'remembers when a token was made': 500,
      'still has a token after a restart': 500,
    },
  },
  {
    name: 'writes the key down as the default',
    misconception:
      'A default that is written down is the same for everybody; the key has to be made for each token.',
    file: '01-token-model/models.ts',
    find: 'default: () => Token.generateKey()',
    replace: "default: () => '0'.repeat(40)",
    caughtBy: {
      'gives two users different keys': 500,
      'makes keys that nobody can predict': 200,
      'keeps the tokens of others when one is deleted': 500,
      'remembers when a token was made': 500,
    },
  },
  {
    name: 'hashes four random bytes',
    misconception: 'A hash makes no randomness: a key is as hard to guess as what went into it.',
    file: '01-token-model/models.ts',
    imports: "import { createHash } from 'node:crypto'",
    find: "randomBytes(20).toString('hex')",
    replace: "createHash('sha1').update(randomBytes(4)).digest('hex')",
    caughtBy: {
      'makes keys that nobody can predict': 200,
    },
  },
  {
    name: 'hashes the clock',
    misconception:
      'Time can be guessed to the millisecond; a hash of it can be computed by anybody.',
    file: '01-token-model/models.ts',
    imports: "import { createHash } from 'node:crypto'",
    find: "randomBytes(20).toString('hex')",
    replace: "createHash('sha1').update(String(process.hrtime.bigint())).digest('hex')",
    caughtBy: {
      'makes keys that nobody can predict': 200,
    },
  },
  {
    name: 'hashes a counter',
    misconception:
      'Anyone with an account knows where the counter is, and can compute its next values.',
    file: '01-token-model/models.ts',
    imports: `import { createHash } from 'node:crypto'
let made = 0`,
    find: "return randomBytes(20).toString('hex')",
    replace: "return createHash('sha1').update([process.pid, ++made].join()).digest('hex')",
    caughtBy: {
      'makes keys that nobody can predict': 200,
    },
  },
  {
    name: 'draws once and counts on',
    misconception: 'One key that is known gives all others away.',
    file: '01-token-model/models.ts',
    imports: `let made = 0
const start = randomBytes(15).toString('hex')`,
    find: "return randomBytes(20).toString('hex')",
    replace: "return start + String(++made).padStart(10, '0')",
    caughtBy: {
      'makes keys that nobody can predict': 200,
    },
  },
]
