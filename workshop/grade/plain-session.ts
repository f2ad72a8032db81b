import { type Person, Player, type Told } from './plain-player.ts'

/**
 * One session of ordinary requests, without hooks. Names, titles and order do not reveal that it is
 * a test.
 */
export async function playSession(url: string): Promise<Told[]> {
  const player = new Player(url)
  try {
    await play(player)
  } finally {
    player.close()
  }
  return player.told
}

async function play(player: Player): Promise<void> {
  const ask = player.ask.bind(player)
  const [ann, ben, eve] = player.people as [Person, Person, Person]
  const titles = player.titles
  for (const person of [ann, ben, eve]) {
    const json = { username: person.name, password: person.password }
    await ask('02', 'POST', '/api/register/', { json })
  }
  await ask('02', 'POST', '/api/register/', { json: { username: ann.name, password: 'another' } })
  await ask('02', 'POST', '/api/register/', { json: {} })
  for (const person of [ben, ann, eve, ann]) await player.logIn('03', person)
  await ask('03', 'POST', '/api/login/', { json: { username: ann.name, password: ben.password } })
  await ask('03', 'POST', '/api/login/', { json: { username: 'nobody', password: ann.password } })
  await ask('03', 'POST', '/api/login/', { json: { password: ann.password } })
  for (const person of [ann, ben]) await ask('03', 'GET', '/api/me/', { token: person.key })
  for (const header of [
    `TOKEN ${ann.key}`,
    `Token ${ann.key.toUpperCase()}Z`,
    `Token ${ann.key.slice(0, 39)}`,
    `Token ${ann.key}0`,
    `Token ${ann.key} ${ben.key}`,
    'Token',
  ]) {
    await ask('03', 'GET', '/api/me/', { headers: { Authorization: header } })
  }
  const elsewhere = [{}, { Authorization: `Bearer ${ann.key}` }, { 'X-Token': ann.key }]
  for (const headers of elsewhere as Record<string, string>[]) {
    await ask('04', 'GET', '/api/me/', { headers })
  }
  await ask('04', 'GET', `/api/me/?token=${ann.key}`)
  await ask('04', 'POST', '/api/me/', { token: ann.key, json: {} })
  for (const view of ['allow-any', 'authenticated', 'admin', 'read-only']) {
    for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE']) {
      for (const token of [undefined, ben.key]) {
        await ask('05', method, `/api/demo/${view}/`, { token })
      }
    }
  }
  await playTasks(player, ann, ben, titles)
  await ask('07', 'POST', '/api/logout/')
  await ask('07', 'GET', '/api/logout/', { token: ann.key })
  await ask('07', 'GET', '/api/me/', { token: ann.key })
  await ask('07', 'POST', '/api/logout/', { token: ann.key, json: { token: ben.key } })
  await ask('07', 'GET', '/api/me/', { token: ann.key })
  await ask('07', 'POST', '/api/logout/', { token: ann.key })
  for (const person of [ben, eve]) await ask('07', 'GET', '/api/me/', { token: person.key })
  await player.logIn('07', ann)
  await ask('07', 'GET', '/api/me/', { token: ann.key })
}

async function playTasks(player: Player, ann: Person, ben: Person, titles: string[]) {
  const ask = player.ask.bind(player)
  await ask('06', 'POST', '/api/tasks/', { json: { title: titles[0] } })
  for (const [owner, title] of [
    [ann, titles[1]],
    [ben, titles[2]],
    [ann, titles[3]],
  ] as const) {
    const json = { title, owner: ben.name, owner_id: 2 }
    await ask('06', 'POST', '/api/tasks/', { token: owner.key, json })
  }
  await ask('06', 'POST', '/api/tasks/', { token: ann.key, json: { title: '' } })
  for (const token of [ann.key, ben.key, undefined])
    await ask('06', 'GET', '/api/tasks/', { token })
  const changes = { title: titles[4], completed: true }
  for (const token of [undefined, ben.key, ann.key]) {
    for (const path of ['/api/tasks/1/', '/api/tasks/2/', '/api/tasks/99/', '/api/tasks/x/']) {
      await ask('06', 'GET', path, { token })
      await ask('06', 'HEAD', path, { token })
      await ask('06', 'OPTIONS', path, { token })
      await ask('06', 'PATCH', path, { token, json: { completed: true } })
      await ask('06', 'PUT', path, { token, json: changes })
      await ask('06', 'PATCH', path, { token, json: { completed: 'perhaps' } })
    }
  }
  for (const token of [undefined, ben.key, ann.key]) {
    await ask('06', 'DELETE', '/api/tasks/1/', { token })
    await ask('06', 'GET', '/api/tasks/', { token: ann.key })
  }
}

/**
 * The first difference from the solution for each step, as text. A difference in a step that is the
 * solution's belongs to the last submitted step before it.
 */
export function firstDifferences(steps: string[], right: Told[], told: Told[]) {
  const differences = new Map<string, string>()
  for (const [at, expected] of right.entries()) {
    if (expected.answer === told[at]?.answer) continue
    const before = steps.filter((step) => step.slice(0, 2) <= expected.step)
    const step = before.at(-1) ?? steps[0]
    if (step === undefined || differences.has(step)) continue
    const why =
      `${expected.request}\nanswered\n${told[at]?.answer ?? 'nothing'}\n` +
      `where the solution answers\n${expected.answer}`
    differences.set(step, why)
  }
  return differences
}
