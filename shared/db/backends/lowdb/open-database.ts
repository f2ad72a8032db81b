import { mkdir, readFile, readlink, realpath, rename } from 'node:fs/promises'
import path from 'node:path'
import { connectDatabase } from '../../apps.ts'
import { IntegrityError, OperationalError } from '../../errors.ts'
import { type Migration, migrate } from '../../migrate.ts'
import { DataFile } from './data-file.ts'
import { Database } from './database.ts'
import { lockFile } from './file-lock.ts'
import { damaged, readSealed } from './read-sealed.ts'
import { writeDurably } from './write-durably.ts'

/** A database that is kept in a file, and how to leave it. */
export interface OpenDatabase {
  /** The file itself, where a symbolic link may have led. */
  file: string
  migration: Migration
  /** Waits for what is being stored, and lets other processes at the file. */
  close(): Promise<void>
}

/**
 * Opens a data file for this process alone, connects the models to it and migrates it.
 *
 * A file that is not there is made; one that is sound is copied to `<file>.backup`.
 * @throws OperationalError when the file is damaged, too new, in use, or does not fit the models
 */
export async function openDatabase(name: string): Promise<OpenDatabase> {
  const file = await prepare(name)
  const unlock = await lockFile(file)
  try {
    const dataFile = new DataFile(file)
    const database = await Database.open(dataFile)
    connectDatabase(database)
    const migration = await migrate()
    await dataFile.close(database.toJSON())
    await writeDurably(backupOf(file), [await readFile(file, 'utf8')])
    const close = async () => {
      await database.atomic(async () => {})
      await dataFile.close(database.toJSON())
      await unlock()
    }
    return { file, migration, close }
  } catch (error) {
    await unlock()
    throw error instanceof IntegrityError ? damaged(file, error.message) : error
  }
}

/**
 * Puts back what the file held when it was last opened; what is there now is moved aside.
 *
 * @returns where the old file is now
 * @throws OperationalError when there is no backup, or it is damaged too
 */
export async function restoreBackup(name: string): Promise<string> {
  const file = await prepare(name)
  const unlock = await lockFile(file)
  try {
    const backup = backupOf(file)
    if (!(await readSealed(backup))) throw new OperationalError(`There is no ${backup}.`)
    const aside = `${file}.${new Date().toISOString().replaceAll(':', '-')}.damaged`
    await moveIfThere(`${file}.journal`, `${aside}.journal`)
    await moveIfThere(file, aside)
    await writeDurably(file, [await readFile(backup, 'utf8')])
    return aside
  } finally {
    await unlock()
  }
}

function backupOf(file: string): string {
  return `${file}.backup`
}

/** Makes the folder, and follows symbolic links: a rename would replace the link itself. */
async function prepare(name: string): Promise<string> {
  await mkdir(path.dirname(path.resolve(name)), { recursive: true, mode: 0o700 })
  const file = await follow(path.resolve(name))
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  return file
}

async function follow(file: string): Promise<string> {
  try {
    return await realpath(file)
  } catch {
    // A link to a file that is not there yet, or no link at all.
    const target = await readlink(file).catch(() => undefined)
    return target === undefined ? file : path.resolve(path.dirname(file), target)
  }
}

async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error) => {
    if (error.code !== 'ENOENT') throw error
  })
}
