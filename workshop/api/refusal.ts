import { existsSync } from 'node:fs'
import { DamagedError, OperationalError } from '#shared/db/backends/errors.ts'
import { portTaken } from '../remedies.ts'
import { UsageError } from '../run-command.ts'

const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS']
/** The codes for an address of another machine, a name without an address, and a text that is neither. */
const NO_ADDRESS = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL']
const NO_FOLDER = ['ENOTDIR', 'EEXIST', 'ENOENT']

/** Why the data file cannot be used, and what to do. */
export function dataFileRefusal(error: unknown, file: string): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException
  const other = 'or name another file: npm run api -- --data FILE'
  if (error instanceof OperationalError) return new UsageError(message + adviceFor(error, file))
  if (UNWRITABLE.includes(code))
    return new UsageError(
      `${file} cannot be written. Change the permissions of its folder, ${other}`,
    )
  if (NO_FOLDER.includes(code))
    return new UsageError(`${file} is not in a folder. Move the file that is in the way, ${other}`)
  if (code === 'EISDIR') return new UsageError(`${file} is a folder. Move it, ${other}`)
  if (code === 'ENOSPC')
    return new UsageError(`There is no space on the disk for ${file}. Free some, ${other}`)
  return code ? new UsageError(`${file} cannot be used: ${message}. Fix this, ${other}`) : error
}

function adviceFor(error: OperationalError, file: string): string {
  if (!(error instanceof DamagedError)) return ''
  if (!existsSync(`${file}.backup`))
    return ' Fix it, or name another file: npm run api -- --data FILE'
  return (
    ' Restore the backup from the last start: npm run api -- --restore (the damaged file ' +
    'is kept), or fix it, or name another file: npm run api -- --data FILE'
  )
}

/** Why the PostgreSQL database cannot be used. The URL contains a password, so it is not shown. */
export function databaseRefusal(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (error instanceof OperationalError) return new UsageError(message)
  return code
    ? new UsageError(`The database cannot be used: ${message}. Mend it, or name another.`)
    : error
}

/** Why the backup cannot be restored, and what to do. */
export function restoreRefusal(error: unknown, file: string): unknown {
  const isBackup = error instanceof DamagedError || !existsSync(`${file}.backup`)
  if (!(error instanceof OperationalError && isBackup)) return dataFileRefusal(error, file)
  const rest = existsSync(file)
    ? `${file} is unchanged: start without --restore, fix it, or name another file`
    : `There is no ${file} either: name another file`
  return new UsageError(`${error.message} Nothing was changed. ${rest}: npm run api -- --data FILE`)
}

/** Why the port or the address cannot be used, and what to do. */
export function portRefusal(error: unknown, port: number, host: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return new UsageError(portTaken(port))
  if (NO_ADDRESS.includes(String(code)))
    return new UsageError(
      `${host} is not an address of this machine. Use --host 127.0.0.1 for this machine only, or --host 0.0.0.0 for others too.`,
    )
  if (code !== 'EACCES') return error
  return new UsageError(
    `You do not have permission to use port ${port}. Choose one from 1024: npm run api -- --port 8000`,
  )
}
