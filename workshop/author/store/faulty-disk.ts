import type { FileHandle } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

type Disk = typeof import('node:fs/promises')

/**
 * The system calls that fail, counted from when this was set: all, or `only` some. `made` lists the calls
 * since.
 */
export const fault: { at: number; span: number; made: string[]; only?: string[] } = {
  at: Number.NaN,
  span: 1,
  made: [],
}

/** The real disk, whose calls fail as `fault` says, as on a full disk. */
export function faultyDisk(real: Disk): Disk {
  function failing<Args extends unknown[], T>(name: string, call: (...args: Args) => Promise<T>) {
    return async (...args: Args): Promise<T> => {
      fault.made.push(name)
      const number = fault.made.length
      const isDue = number >= fault.at && number < fault.at + fault.span
      if (!isDue || fault.only?.includes(name) === false) return call(...args)
      throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' })
    }
  }
  function failingHandle(handle: FileHandle): FileHandle {
    const write = handle.writeFile.bind(handle)
    const truncate = handle.truncate.bind(handle)
    const close = handle.close.bind(handle)
    const writeFile = failing('write', write as (text: string) => Promise<void>)
    return Object.assign(handle, {
      sync: failing('sync', handle.sync.bind(handle)),
      datasync: failing('datasync', handle.datasync.bind(handle)),
      stat: failing('stat', handle.stat.bind(handle) as () => Promise<never>),
      truncate: failing('truncate', truncate as (length: number) => Promise<void>),
      async writeFile(text: string) {
        await writeFile(text).catch(async (error) => {
          // A disk that fills up still writes a part of the text.
          await write(text.slice(0, text.length / 2))
          throw error
        })
      },
      // The file is closed even if closing fails.
      close: () => failing('close', async () => {})().finally(close),
    })
  }
  const open = failing('open', real.open)
  return {
    ...real,
    open: async (...args: Parameters<typeof open>) => failingHandle(await open(...args)),
    link: failing('link', real.link),
    copyFile: failing('copyFile', real.copyFile as Disk['link']),
    rename: failing('rename', real.rename),
    rm: failing('rm', real.rm),
    writeFile: failing('writeFile', real.writeFile),
  }
}

/** Waits until no more system calls are made, then removes the fault. */
export async function quiet(): Promise<string[]> {
  let before = -1
  while (before !== fault.made.length) {
    before = fault.made.length
    await setTimeout(15)
  }
  fault.at = Number.NaN
  return [...fault.made]
}
