import { EventEmitter } from 'node:events'
import path from 'node:path'
import { expect, it, vi } from 'vitest'
import { CHECKS, STEPS } from '../paths.ts'
import { WATCHING_IS_SLOW } from '../remedies.ts'
import { keepChecking } from './watch.ts'
import type { Workshop } from './workshop.ts'

class Watcher extends EventEmitter {
  readonly isPolling: boolean
  isClosed = false

  constructor(isPolling: boolean) {
    super()
    this.isPolling = isPolling
    queueMicrotask(() => this.emit('ready'))
  }

  async close() {
    this.isClosed = true
  }
}

const { watchers } = vi.hoisted(() => ({ watchers: [] as Watcher[] }))

vi.mock('chokidar', () => ({
  watch(files: string | string[], { usePolling }: { usePolling: boolean }) {
    const watcher = new Watcher(usePolling)
    // Watching one folder works immediately.
    if (typeof files === 'string') setTimeout(() => watcher.emit('all'))
    else watchers.push(watcher)
    return watcher
  },
}))

it('looks at the files by itself when the system has no more watches to give', async () => {
  const said: string[] = []
  const checked: (string | undefined)[] = []
  let reloads = 0
  const workshop = {
    checkAll: async () => {},
    check: async (saved?: string) => void checked.push(saved),
    reload: () => {
      reloads += 1
    },
    say: (notice: string) => void said.push(notice),
    stop: () => {},
  } as unknown as Workshop
  const stop = keepChecking(workshop)

  const noWatches = Object.assign(new Error('no space left on device, watch'), { code: 'ENOSPC' })
  watchers[0]?.emit('error', noWatches)
  watchers[0]?.emit('error', noWatches)
  await vi.waitFor(() => expect(watchers[0]?.isClosed).toBe(true))
  expect(watchers.map(({ isPolling }) => isPolling)).toEqual([false, true])
  expect(said).toEqual([WATCHING_IS_SLOW])

  watchers[1]?.emit('all', 'change', path.join(STEPS, '03-login', 'views.ts'))
  await vi.waitFor(() => expect(checked).toEqual(['03-login/views.ts']))
  watchers[1]?.emit('all', 'change', path.join(CHECKS, '03-login', 'words.md'))
  await vi.waitFor(() => expect(checked).toEqual(['03-login/views.ts', undefined]))
  expect(reloads).toBe(1)

  await stop()
  expect(watchers[1]?.isClosed).toBe(true)
})
