import type { BreakKey, Example, ExampleRequest } from '../harness/example.ts'

const NEW = { username: 'carol', password: 'Pass-word-1' }

const register: ExampleRequest = { as: 'anonymous', send: 'POST /api/register/', json: NEW }
const registers: Example = { when: register, then: { status: 201 } }
const secondRegisters: Example = {
  given: [{ ...register, json: { username: 'dave', password: 'Pass-word-2' } }],
  when: register,
  then: { status: 201 },
}

const ENDS_THE_SAME = 'A login makes the token that is missing: from outside both look the same.'
const NO_SAVE = 'It shows when a user is saved again, and no request does that.'

export const breaks: BreakKey = {
  offered: {
    'connects the receiver to every sender': registers,
    'connects two receivers': registers,
    'gives everybody the same key': secondRegisters,
    "gives the key the user's name": secondRegisters,
    'makes the key from the name': {
      given: [register],
      when: { as: 'anonymous', send: 'POST /api/login/', json: NEW },
      then: { status: 200, body: { token: /^[0-9a-f]{40}$/ } },
    },
  },
  notOffered: {
    'ignores whether the user is new': NO_SAVE,
    'gets or creates a token at each save': NO_SAVE,
    'takes the condition the wrong way round': ENDS_THE_SAME,
    'replaces the token at each save': NO_SAVE,
    'does not connect the receiver': ENDS_THE_SAME,
    'connects the receiver to tokens': ENDS_THE_SAME,
    'calls the receiver instead of connecting it': ENDS_THE_SAME,
    'makes tokens for staff alone': ENDS_THE_SAME,
    'makes tokens for users who are no staff': ENDS_THE_SAME,
    'does not await the token': ENDS_THE_SAME,
    'makes a token only for those who are active': ENDS_THE_SAME,
    'goes on without a token when the database fails':
      'It shows when the database fails, and the one that examples are played on does not.',
  },
}
