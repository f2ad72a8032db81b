import { unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'

/** How often the file is looked at, in milliseconds. This works on every disk. */
const INTERVAL = 1000

/** A class in the format of class.json, or nothing if it cannot be read. */
export interface ClassState {
  data?: object
}

/** Reads the class.json of a graded class, again whenever the class is graded. */
export class ClassKeeper {
  readonly #file: string
  readonly #onChange: (state: ClassState) => void
  #isRead = false

  constructor(file: string, onChange: (state: ClassState) => void) {
    this.#file = file
    this.#onChange = onChange
    watchFile(file, { interval: INTERVAL, persistent: false }, this.#read)
    this.#read()
  }

  stop(): void {
    unwatchFile(this.#file, this.#read)
  }

  /** A file that is being written cannot be read yet. Until then, the last class stays. */
  readonly #read = async (): Promise<void> => {
    try {
      this.#onChange({ data: JSON.parse(await readFile(this.#file, 'utf8')) })
      this.#isRead = true
    } catch {
      if (!this.#isRead) this.#onChange({})
    }
  }
}
