import { EXAMPLE_ACTORS, type Example } from '../../checks/harness/example.ts'
import { listed } from './found-words.ts'
import { OF_A_PERSON, placeholdersIn } from './placeholders.ts'
import { isPerson } from './worlds.ts'

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']
const REQUEST_FIELDS = ['as', 'send', 'json', 'form', 'text', 'headers']

type Found = Record<string, unknown>

/** What is wrong with an example, in a sentence. Undefined if it can run. */
export function problemOf(example: unknown): string | undefined {
  if (!isObject(example)) return 'An example is an object with `when` and `then`.'
  const { given = [], when, then, why, ...rest } = example
  const unknown = Object.keys(rest)[0]
  if (unknown)
    return `An example has no \`${unknown}\`. It has \`given\`, \`when\`, \`then\` and \`why\`.`
  if (!Array.isArray(given)) return '`given` is a list of requests.'
  for (const [at, request] of given.entries()) {
    const problem = requestProblem(request, `\`given\` ${at + 1}`)
    if (problem) return problem
  }
  return requestProblem(when, '`when`') ?? answerProblem(then) ?? placeholderProblem(example)
}

function requestProblem(request: unknown, where: string): string | undefined {
  if (!isObject(request))
    return `${where} is not a request: write { as: 'alice', send: 'GET /api/me/' }.`
  const unknown = Object.keys(request).find((name) => !REQUEST_FIELDS.includes(name))
  if (unknown)
    return `${where} cannot have \`${unknown}\`. It can have ${listed(REQUEST_FIELDS.map((field) => `\`${field}\``))}.`
  const { as, send, headers = {} } = request
  if (typeof as !== 'string' || !Object.hasOwn(EXAMPLE_ACTORS, as)) {
    return `${where} is sent by ${JSON.stringify(as)}, which is not an actor. The actors are ${listed(Object.keys(EXAMPLE_ACTORS))}.`
  }
  const [, method = '', path] = /^(\S+) (\/\S*)$/.exec(String(send)) ?? []
  if (path === undefined) {
    return `\`send\` of ${where} is a method and a path, as in 'GET /api/me/'; it is ${JSON.stringify(send)}.`
  }
  if (!METHODS.includes(method))
    return `${where} sends ${method}: a method is ${listed(METHODS, 'or')}.`
  const bodies = ['json', 'form', 'text'].filter((name) => request[name] !== undefined)
  if (bodies.length > 1) return `${where} has ${listed(bodies)}: a request has one body.`
  const isText = (value: unknown) => [value].flat().every((each) => typeof each === 'string')
  const wrong = isObject(headers) ? Object.keys(headers).find((name) => !isText(headers[name])) : ''
  return wrong === undefined
    ? undefined
    : `The header ${wrong} of ${where} is neither a text nor a list of texts.`
}

function answerProblem(then: unknown): string | undefined {
  if (!isObject(then)) return '`then` is the response: write { status: 200 }.'
  const unknown = Object.keys(then).find((name) => !['status', 'headers', 'body'].includes(name))
  if (unknown)
    return `\`then\` cannot have \`${unknown}\`. It can have \`status\`, \`headers\` and \`body\`.`
  if (!Number.isInteger(then.status)) return '`then` needs a `status`, a number such as 403.'
  if (then.headers !== undefined && !isObject(then.headers))
    return '`headers` of `then` is an object.'
  return undefined
}

/** A placeholder of an actor can be checked before anything is sent. */
function placeholderProblem(example: Found): string | undefined {
  for (const name of placeholdersIn(example)) {
    const [person = '', field] = name.split('.')
    if (field === undefined || /^\d/.test(person)) continue
    if (!isPerson(person)) return `{${name}}: there is no actor with an account called ${person}.`
    if (!(OF_A_PERSON as readonly string[]).includes(field)) {
      return `{${name}}: of ${person} there are ${listed(OF_A_PERSON.map((each) => `{${person}.${each}}`))}.`
    }
  }
  return undefined
}

/** An example as one line: `alice sends POST /api/tasks/, then bob GET /api/tasks/{task}/: 403`. */
export function titleOf({ given = [], when, then }: Example): string {
  const [first, ...rest] = [...given.slice(-2), when]
  const others = rest.map(({ as, send }) => `, then ${as} ${send}`)
  return `${first?.as} sends ${first?.send}${others.join('')}: ${then.status}`
}

/** An example that is not valid, by its request as far as it has one. */
export function invalidTitle(example: unknown): string {
  const { when } = isObject(example) ? example : {}
  const send = isObject(when) ? when.send : undefined
  return typeof send === 'string' ? `${send.slice(0, 80)} cannot run` : 'cannot run'
}

function isObject(value: unknown): value is Found {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
