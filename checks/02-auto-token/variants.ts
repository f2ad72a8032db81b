import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'returns early',
    buys: 'The reason to do nothing comes first, and the rest needs no indentation when it grows.',
    file: '02-auto-token/signals.ts',
    find: '  if (created) await Token.objects.create({ user: instance })',
    replace: `  if (!created) return
  await Token.objects.create({ user: instance })`,
  },
  {
    name: 'names the column',
    file: '02-auto-token/signals.ts',
    find: '{ user: instance }',
    replace: '{ userId: instance.id }',
  },
  {
    name: 'takes the whole event',
    buys: 'The body shows where each value comes from, and a new field of the event needs no change in the parameters. It is longer.',
    file: '02-auto-token/signals.ts',
    find: `async ({ instance, created }) => {
  if (created) await Token.objects.create({ user: instance })`,
    replace: `async (event) => {
  if (event.created) await Token.objects.create({ user: event.instance })`,
  },
  {
    name: 'connects the receiver twice, which changes nothing',
    file: '02-auto-token/signals.ts',
    find: '  postSave.connect(User, createAuthToken)',
    replace: `  postSave.connect(User, createAuthToken)
  postSave.connect(User, createAuthToken)`,
  },
  {
    name: 'writes the receiver where it is connected',
    file: '02-auto-token/signals.ts',
    find: 'postSave.connect(User, createAuthToken)',
    replace: 'postSave.connect(User, async (event) => createAuthToken(event))',
  },
  {
    name: 'makes a token only if there is none',
    file: '02-auto-token/signals.ts',
    find: 'if (created) await Token.objects.create({ user: instance })',
    replace: 'if (created) await Token.objects.getOrCreate({ user: instance })',
  },
]
