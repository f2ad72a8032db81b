/** What saves took, in milliseconds, until they were told. */
export interface SaveTimes {
  terminal: number[]
  page: number[]
  /** How the page is put together at its first opening; sizes in bytes. */
  bundle: { milliseconds: number; script: number; style: number }
}
