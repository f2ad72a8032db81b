import { readFile } from 'node:fs/promises'
import { OperationalError } from '../../errors.ts'
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
  const sealed = unseal(bytes)
  if (isNewer(sealed ?? parsed(bytes))) {
    throw new OperationalError(
      `${file} was written by a newer version of this program. Update the program, or name another file.`,
    )
  }
  if (sealed === undefined) throw damaged(file, 'its checksum is wrong or missing')
  return sealed as T
}

/** A newer version may have other ways to seal a file, but it says its number. */
function isNewer(data: unknown): boolean {
  return Number((data as Partial<Sealed> | null)?.version) > 1
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    return undefined
  }
}

/** The refusal to start on a file that cannot be trusted. */
export function damaged(file: string, why: string): OperationalError {
  return new OperationalError(`${file} is damaged, or was changed by another program: ${why}.`)
}
