import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'writes each byte as two digits',
    file: '01-token-model/models.ts',
    find: "return randomBytes(20).toString('hex')",
    replace:
      "return [...randomBytes(20)].map((byte) => byte.toString(16).padStart(2, '0')).join('')",
  },
  {
    name: 'makes the key with the Web Crypto API',
    buys: 'It also runs in browsers and on other runtimes, which have no `node:crypto`. It needs one more line.',
    file: '01-token-model/models.ts',
    find: "return randomBytes(20).toString('hex')",
    replace: `const bytes = crypto.getRandomValues(new Uint8Array(20))
    return Buffer.from(bytes).toString('hex')`,
  },
  {
    name: 'declares the reference as a unique foreign key',
    buys: 'It shows what a one-to-one field is: a unique foreign key. The name `OneToOneField` says so at first sight.',
    file: '01-token-model/models.ts',
    imports: "import { ForeignKey } from '#shared/db/fields.ts'",
    find: 'user: new OneToOneField(User)',
    replace: 'user: new ForeignKey(User, { unique: true })',
  },
  {
    name: 'passes the function itself',
    file: '01-token-model/models.ts',
    find: 'default: () => Token.generateKey()',
    replace: 'default: Token.generateKey',
  },
  {
    name: 'fills in the creation time with a default',
    file: '01-token-model/models.ts',
    find: 'new DateTimeField({ autoNowAdd: true })',
    replace: 'new DateTimeField({ default: () => new Date().toISOString() })',
  },
]
