import { readFile } from 'node:fs/promises'
import { OperationalError } from './database-errors.ts'
import { unseal } from './sealed-json.ts'

/** What every file of the database says first. */
export interface Sealed {
  version: 1
  /** How many commits it takes to get there, itself included. */
  commit: number
}

/**
 * Reads a file of the database, or undefined if there is none.
 *
 * @throws OperationalError when it is damaged, or written by a newer version
 */
export async function readSealed<T extends Sealed>(file: string): Promise<T | undefined> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const sealed = unseal(bytes) as Partial<T> | undefined
  if (sealed === undefined) throw damaged(file, 'its checksum is wrong or missing')
  if (sealed.version !== 1) {
    throw new OperationalError(
      `${file} was written by a newer version of this program. Update the program, or name another file.`,
    )
  }
  if (!Number.isSafeInteger(sealed.commit)) throw damaged(file, 'it has no commit number')
  return sealed as T
}

/** The refusal to start on a file that cannot be trusted. */
export function damaged(file: string, why: string): OperationalError {
  return new OperationalError(`${file} is damaged, or was changed by another program: ${why}.`)
}
