/** The limits of a sandbox. Each is several times what the solution needs. */
export const LIMITS = {
  /** Heap and buffers of a process, in bytes. */
  data: 384 * 1024 * 1024,
  /** The JavaScript heap, in MB. */
  heap: 128,
  /** Processor time in seconds. */
  cpu: 30,
  processes: 40,
  openFiles: 256,
  /** The largest file, and the whole temporary folder, in bytes. */
  file: 8 * 1024 * 1024,
  folder: 16 * 1024 * 1024,
  /** The total output, in bytes. */
  answers: 64 * 1024 * 1024,
  printed: 16 * 1024 * 1024,
} as const
