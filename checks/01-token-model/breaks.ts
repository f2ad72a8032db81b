import type { BreakKey, Example } from '../harness/example.ts'

/** A login returns the key, whatever it looks like. */
const keyIsRight: Example = {
  when: {
    as: 'anonymous',
    send: 'POST /api/login/',
    json: { username: '{alice.name}', password: '{alice.password}' },
  },
  then: { status: 200, body: { token: /^[0-9a-f]{40}$/ } },
}

const NEW = { username: 'carol', password: 'Pass-word-1' }

const registers: Example = {
  when: { as: 'anonymous', send: 'POST /api/register/', json: NEW },
  then: { status: 201 },
}

const secondRegisters: Example = {
  given: [
    {
      as: 'anonymous',
      send: 'POST /api/register/',
      json: { username: 'dave', password: 'Pass-word-2' },
    },
  ],
  ...registers,
}

const GUESSABLE = 'A key that can be guessed looks like any other key.'
const UNSEEN = 'No response shows it. It is only in the table.'

export const breaks: BreakKey = {
  offered: {
    'makes a key of 20 digits': keyIsRight,
    'makes a key of 80 digits': keyIsRight,
    'writes the key in base64': keyIsRight,
    'writes the key in upper case': keyIsRight,
    'makes the key once, when the file is loaded': secondRegisters,
    'does not fill in the creation time': registers,
    'uses a fixed key as the default': secondRegisters,
    'leaves the user out': registers,
  },
  notOffered: {
    'stores the local time as UTC': UNSEEN,
    'takes the key from Math.random': GUESSABLE,
    'takes the key from the clock and Math.random': GUESSABLE,
    'lets a user have several tokens':
      'The signal and the login create only one token, so there is never a second one.',
    'leaves out the creation time': UNSEEN,
    'uses the same creation time for every token': UNSEEN,
    'hashes four random bytes': GUESSABLE,
    'hashes the clock': GUESSABLE,
    'hashes a counter': GUESSABLE,
    'draws one random value and counts up from it': GUESSABLE,
    'never uses the digit f': GUESSABLE,
    'completes a UUID with the time': GUESSABLE,
  },
}
