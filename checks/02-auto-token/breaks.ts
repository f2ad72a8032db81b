import type { BreakKey, Example, ExampleRequest } from '../harness/example.ts'

const NEW = { username: 'carol', password: 'Pass-word-1' }

const register: ExampleRequest = { as: 'anonymous', send: 'POST /api/register/', json: NEW }
const registers: Example = { when: register, then: { status: 201 } }
const secondRegisters: Example = {
  given: [{ ...register, json: { username: 'dave', password: 'Pass-word-2' } }],
  when: register,
  then: { status: 201 },
}

const ENDS_THE_SAME = 'A login creates a missing token, so both APIs send the same responses.'
const NO_SAVE = 'It shows only when a user is saved again, and no request does that.'

export const breaks: BreakKey = {
  offered: {
    'connects the receiver to every sender': registers,
    'connects two receivers': registers,
    'gives every user the same key': secondRegisters,
    'gives every user an empty key': secondRegisters,
    'computes the key from the username': {
      given: [register],
      when: { as: 'anonymous', send: 'POST /api/login/', json: NEW },
      then: { status: 200, body: { token: /^[0-9a-f]{40}$/ } },
    },
  },
  notOffered: {
    'ignores whether the user is new': NO_SAVE,
    'creates a missing token at every save': NO_SAVE,
    'inverts the condition': ENDS_THE_SAME,
    'replaces the token at every save': NO_SAVE,
    'does not connect the receiver': ENDS_THE_SAME,
    'connects the receiver to Token': ENDS_THE_SAME,
    'calls the receiver instead of connecting it': ENDS_THE_SAME,
    'makes tokens only for staff': ENDS_THE_SAME,
    'makes tokens only for users who are not staff': ENDS_THE_SAME,
    'does not await the token': ENDS_THE_SAME,
    'makes tokens only for active users': ENDS_THE_SAME,
    'hashes the id and the time of the registration':
      'A key that can be guessed looks like any other key.',
    'goes on without a token when the database fails':
      'It shows only when the database fails. In examples it does not fail.',
  },
}
