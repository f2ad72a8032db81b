/** What a sandbox may use; each is several times what the solution needs. */
export const LIMITS = {
  /** Memory of a process beside its code, in bytes: heap and buffers. */
  data: 384 * 1024 * 1024,
  /** The heap of JavaScript alone, in MB. */
  heap: 128,
  /** Seconds of a processor. */
  cpu: 30,
  processes: 40,
  openFiles: 256,
  /** The largest file, and all of the temporary folder, in bytes. */
  file: 8 * 1024 * 1024,
  folder: 16 * 1024 * 1024,
  /** All that may come out, in bytes. */
  answers: 64 * 1024 * 1024,
  printed: 16 * 1024 * 1024,
} as const
