// Runs in its own thread. Plain JavaScript, so that any Node can load it.
import bcrypt from 'bcryptjs'

/** Hashes a text with a cost. Given a hash instead, returns whether it is the hash of the text. */
export default function work({ text, cost, hash }) {
  return hash === undefined ? bcrypt.hashSync(text, cost) : bcrypt.compareSync(text, hash)
}
