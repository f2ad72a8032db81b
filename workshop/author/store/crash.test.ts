import path from 'node:path'
import { describe, it } from 'vitest'
import { crashTrial } from './crash-trial.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The long form, `npm run test:store`, runs more rounds. */
const ROUNDS = Number(process.env.STORE_ROUNDS ?? 1)

describe.concurrent('a server that is stopped under the load of eight clients', () => {
  it.for(['SIGKILL', 'SIGTERM'] as const)(
    'has all acknowledged changes after %s',
    async (signal, { expect }) => {
      const file = path.join(temporaryFolder(), 'api.json')
      const { disagreements, acknowledged, ends } = await crashTrial(
        'data-file',
        file,
        signal,
        ROUNDS,
      )
      console.log(`${signal}: ${ends.length} rounds, ${acknowledged} changes acknowledged`)
      expect(disagreements).toEqual([])
      expect(acknowledged).toBeGreaterThan(30 * ROUNDS)
      if (signal === 'SIGTERM') {
        for (const { code, milliseconds } of ends) {
          expect(code).toBe(0)
          expect(milliseconds).toBeLessThan(5000)
        }
      }
    },
  )
})

describe.concurrent('the trial finds the fault of the store', () => {
  it.for([
    ['reply-first', 'SIGKILL'],
    ['reply-first', 'SIGTERM'],
    ['write-in-place', 'SIGKILL'],
  ] as const)('%s after %s', async ([store, signal], { expect }) => {
    const file = path.join(temporaryFolder(), 'api.json')
    const { disagreements } = await crashTrial(store, file, signal, 20)
    expect(disagreements).not.toEqual([])
  })
})
