// Runs in a thread of its own: plain JavaScript, so that any Node can load it.
import bcrypt from 'bcryptjs'

/** Hashes a text at a cost, or, given a hash, tells whether it is that of the text. */
export default function work({ text, cost, hash }) {
  return hash === undefined ? bcrypt.hashSync(text, cost) : bcrypt.compareSync(text, hash)
}
