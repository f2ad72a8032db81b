/** A row breaks a rule of its table: a value is missing, of the wrong kind, or not unique. */
export class IntegrityError extends Error {
  override name = 'IntegrityError'
}

/** The database cannot be used: for example, another process uses it, or a table is missing. */
export class OperationalError extends Error {
  override name = 'OperationalError'
}

/** The files of the database are damaged. */
export class DamagedError extends OperationalError {
  constructor(file: string, why: string) {
    super(`${file} is damaged, or was changed by another program: ${why}.`)
  }
}
