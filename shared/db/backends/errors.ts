/** A row that breaks a rule of its table: a value is missing, of the wrong kind or taken. */
export class IntegrityError extends Error {
  override name = 'IntegrityError'
}

/** The database cannot be used: it is taken, too new, or a table is missing. */
export class OperationalError extends Error {
  override name = 'OperationalError'
}

/** The files of the database cannot be trusted. */
export class DamagedError extends OperationalError {
  constructor(file: string, why: string) {
    super(`${file} is damaged, or was changed by another program: ${why}.`)
  }
}
