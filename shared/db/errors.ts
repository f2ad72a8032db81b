/** A row that breaks a rule of its table: a value is missing, of the wrong kind or taken. */
export class IntegrityError extends Error {
  override name = 'IntegrityError'
}

/** The database cannot be used: its file is damaged or taken, or a table is missing. */
export class OperationalError extends Error {
  override name = 'OperationalError'
}
