import { readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import supertest from 'supertest'
import { createSubjectServer } from '../../checks/harness/subject-server.ts'
import { appShell } from '../../shared/app-shell.ts'

/** So often that Node has compiled what every check runs through. */
const ROUNDS = 20

/** Loads what checks and steps import. */
export async function warmUp(): Promise<void> {
  const shared = path.join(path.dirname(process.argv[1] as string), 'shared')
  for (const file of await readdir(shared)) {
    await import(pathToFileURL(path.join(shared, file)).href)
  }
}

/**
 * Runs what every check runs through, on an app without routes: the first requests of a process
 * cost ten times as much as later ones.
 */
export async function practise(): Promise<void> {
  const server = await createSubjectServer({ createApp: () => appShell({}) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (let round = 0; round < ROUNDS; round += 1) {
    await supertest(url).get('/').set({ Authorization: 'Token none' })
    await supertest(url)
      .post('/__hook__/')
      .send({ op: 'create_user', user: `user-${round}`, password: 'password' })
  }
  server.close()
}
