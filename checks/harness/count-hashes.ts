import bcrypt from 'bcryptjs'

let hashes = 0

for (const name of ['hash', 'compare'] as const) {
  const original = bcrypt[name] as (...args: unknown[]) => never
  bcrypt[name] = (...args: unknown[]) => {
    hashes += 1
    return original(...args)
  }
}

/** How often a password has been hashed in this process: the work that time tells of. */
export function countHashes(): number {
  return hashes
}
