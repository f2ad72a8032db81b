import { setTimeout } from 'node:timers/promises'
import { busyClient } from './busy-client.ts'
import { History } from './history.ts'
import { type StoreServer, startServer } from './store-server.ts'
import { readStore, type StoreName } from './stores.ts'

const CLIENTS = 8
/** The lowest number of acknowledged changes in each round. There can be up to twice as many. */
const LEAST = 40

/** The result of ending a busy server repeatedly on one data file. */
export interface CrashReport {
  acknowledged: number
  /** Empty if nothing was lost, came back, or appeared without having been created. */
  disagreements: string[]
  /** How the server ended, in each round. */
  ends: { code: number | null; milliseconds: number }[]
}

/**
 * Ends a server at a random moment under the load of eight clients, opens its data, and compares.
 */
export async function crashTrial(
  store: StoreName,
  file: string,
  signal: 'SIGKILL' | 'SIGTERM',
  rounds: number,
): Promise<CrashReport> {
  const history = new History()
  const ends: CrashReport['ends'] = []
  let disagreements: string[] = []
  try {
    while (ends.length < rounds && disagreements.length === 0) {
      const server = await startServer(store, file)
      ends.push(await endUnderLoad(server, history, signal))
      disagreements = await compare(store, file, history)
    }
  } catch (error) {
    disagreements = [`does not start: ${(error as Error).message}`]
  }
  return { acknowledged: history.answered, disagreements, ends }
}

async function endUnderLoad(server: StoreServer, history: History, signal: 'SIGKILL' | 'SIGTERM') {
  const enough = history.answered + LEAST + Math.random() * LEAST
  const clients = Array.from({ length: CLIENTS }, () => busyClient(server.url, history))
  while (history.answered < enough) await setTimeout(2)
  await setTimeout(Math.random() * 20)
  const end = await server.end(signal)
  await Promise.all(clients)
  return end
}

/** Opens what the server left, as the next server would. */
async function compare(store: StoreName, file: string, history: History): Promise<string[]> {
  return history.disagreements(await readStore(store, file))
}
