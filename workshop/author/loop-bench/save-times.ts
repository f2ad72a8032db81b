/** The times from a save to the verdict, in milliseconds. */
export interface SaveTimes {
  terminal: number[]
  page: number[]
  /** The loading of the page when it is first opened, with sizes in bytes. */
  bundle: { milliseconds: number; script: number; style: number }
}
