/** The entry point that is loaded with an API, to run one example on it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makePassword } from '#shared/auth/hashers.ts'
import { User } from '#shared/auth/user.ts'
import { Task } from '#shared/core/task.ts'
import { createInstance, type Instance } from '../../checks/exam/instance.ts'
import type { Example, ExampleActor, ExampleRequest } from '../../checks/harness/example.ts'
import { HttpClient, type Received, type Sent } from '../../checks/harness/http-client.ts'
import { differenceOf } from './difference.ts'
import { MissingValue, mentioned, Placeholders } from './placeholders.ts'
import { isPerson, PEOPLE, type Person } from './worlds.ts'

/** The result of an example on one API. */
export interface Played {
  /** How the response differs from the expected one. Undefined if it does not. */
  difference?: string
  /** It could not run, because its users could not be created. */
  impossible?: string
  /** A placeholder without a value. */
  missing?: string
  /** The responses, the last one to `when`. */
  answers: Received[]
}

/**
 * The time limit of a response in milliseconds. A machine can be slow, and a late response is no
 * mistake, so this is much longer than any response takes.
 */
const PATIENCE = 10_000

/** Runs an example on a new, empty API. */
export async function playExample(example: Example, world: number): Promise<Played> {
  const instance = await createInstance()
  const server = createServer(instance.listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = new HttpClient(`http://127.0.0.1:${port}`, 'testserver')
  try {
    return await new Player(client, instance).play(example, world)
  } finally {
    client.close()
    server.closeAllConnections()
    server.close()
  }
}

class Player {
  readonly #client: HttpClient
  readonly #instance: Instance
  readonly #values = new Placeholders()
  readonly #v2Tokens = new Map<ExampleActor, string>()

  constructor(client: HttpClient, instance: Instance) {
    this.#client = client
    this.#instance = instance
  }

  async play(example: Example, world: number): Promise<Played> {
    const answers: Received[] = []
    const played = (rest: Partial<Played>) => ({ answers, ...rest })
    try {
      await this.#makePeople(example, PEOPLE[world] as Person[], world > 0)
    } catch (error) {
      return played({ impossible: (error as Error).message })
    }
    try {
      for (const request of example.given ?? []) {
        const answer = await this.#send(this.#sent(request))
        answers.push(answer)
        this.#values.learn(answer, answers.length)
      }
      answers.push(await this.#send(this.#sent(example.when)))
      const expected = this.#values.fill(example.then)
      const difference = differenceOf(answers.at(-1) as Received, expected)
      return played(difference === undefined ? {} : { difference })
    } catch (error) {
      if (error instanceof MissingValue) return played({ missing: error.message })
      throw error
    }
  }

  /** Only the actors of the example, because a wrong API may be unable to create a second user. */
  async #makePeople(example: Example, people: Person[], movesIds: boolean): Promise<void> {
    if (movesIds) await moveIds()
    const actors = mentioned(example)
    const needsV2 = [...(example.given ?? []), example.when].some(({ send }) => isV2(send))
    for (const person of people) {
      if (actors.has(person.actor)) await this.#makePerson(person, needsV2)
    }
  }

  async #makePerson(
    { actor, username, password, ...flags }: Person,
    needsV2: boolean,
  ): Promise<void> {
    // Without a signal, because every actor needs a token, even if the API creates wrong ones.
    await User.objects.bulkCreate([{ username, password: await makePassword(password), ...flags }])
    const { id = 0 } = (await User.objects.find({ username })) ?? {}
    const { key } = (await this.#hook('create_token', username)) as { key: string }
    if (actor === 'loggedOut') await this.#hook('delete_token', username)
    else if (needsV2) {
      const { token } = (await this.#hook('v2_token', username)) as { token: string }
      this.#v2Tokens.set(actor, token)
    }
    this.#values.set(actor, { name: username, password, key, id })
  }

  async #hook(op: string, user: string): Promise<object> {
    const { status, body } = await this.#instance.hook({ op, user })
    if (status !== 200) throw new Error(`${op}: ${JSON.stringify(body)}`)
    return body
  }

  async #send(sent: Sent): Promise<Received> {
    try {
      return await this.#client.send(sent, PATIENCE)
    } catch {
      return { status: 0, headers: {}, body: '' }
    }
  }

  #sent({ as, send, json, form, text, headers = {} }: ExampleRequest): Sent {
    const [method = '', path = ''] = (this.#values.fill(send) as string).split(' ')
    const own = Object.entries(this.#values.fill(headers))
    const names = own.map(([name]) => name.toLowerCase())
    const sent: Sent = { method, path, headers: [] }
    const key = (isV2(send) ? this.#v2Tokens.get(as) : undefined) ?? this.#keyOf(as)
    if (key && !names.includes('authorization')) sent.headers.push('Authorization', `Token ${key}`)
    for (const [name, values] of own) {
      for (const value of [values].flat()) sent.headers.push(name, value)
    }
    const body = (type: string, content: string) => {
      if (!names.includes('content-type')) sent.headers.push('Content-Type', type)
      sent.body = content
    }
    if (json !== undefined) body('application/json', JSON.stringify(this.#values.fill(json)))
    else if (form) {
      const filled = new URLSearchParams(this.#values.fill(form))
      body('application/x-www-form-urlencoded', `${filled}`)
    } else if (text !== undefined) body('application/json', this.#values.fill(text) as string)
    return sent
  }

  #keyOf(actor: ExampleActor): string | undefined {
    if (actor === 'wrong') return 'f'.repeat(40)
    return isPerson(actor) ? String(this.#values.of(`${actor}.key`)) : undefined
  }
}

function isV2(send: string): boolean {
  return send.includes('/api/v2/')
}

/** Shifts the ids, so that an example cannot guess them. */
async function moveIds(): Promise<void> {
  const values = Array.from({ length: 7 }, (_, at) => ({ username: `${at}`, password: '' }))
  const gone = await User.objects.bulkCreate(values)
  await Task.objects.bulkCreate(gone.map((owner) => ({ title: '', owner })))
  await Task.objects.delete({ title: '' })
  await User.objects.delete({ password: '' })
}
