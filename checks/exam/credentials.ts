import type { Random } from './random.ts'
import type { Pair } from './session.ts'
import { COOKIES, FLAG_HEADERS, KEY_HEADERS, WHO_HEADERS } from './texts.ts'

/** A user in a session. */
export interface Person {
  name: string
  password: string
}

const SCHEMES = [
  ...['Bearer', 'bearer', 'Basic', 'JWT', 'ApiKey', 'Api-Key', 'Digest', 'OAuth', 'Key'],
  ...['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'],
]
const SCHEME_LIKE = [
  'token',
  'TOKEN',
  'tOkEn',
  'Tokens',
  'Toke',
  'Tok',
  'xToken',
  '"Token"',
  'Tok\u00e9n',
  'To\u00adken',
]
const GLUES = [':', ': ', '=', ',', '', ';', '/', '_', '-', '\t', '  ', ' \t ', '\u00a0']

/**
 * Words that an author can have left in the code as a key. Single hexadecimal digits are not in the
 * list: a random key can begin with one.
 */
const CONSTANTS = [
  ...['-1', '1001', 'null', 'undefined', 'true', 'NaN', '*', '%', '.*', '{}', '""', "''"],
  ...['__proto__', 'constructor', 'toString', '[object', "'or'1'='1", '$ne', '_', 'x'.repeat(5000)],
  ...['admin', 'root', 'test', 'master', 'debug', 'secret', 'key', 'token', 'password'],
  ...['0'.repeat(40), 'f'.repeat(40)],
]

/** A header cannot contain characters beyond Latin-1. */
export const headerText = (text: string) => text.replace(/[^\x20-\x7e]/g, '?')

export const keyOf = ({ name }: Person) => `{{${name}.key}}`

/** The correct header. */
export const goodCredential = (person: Person): Pair[] => [
  ['Authorization', `Token ${keyOf(person)}`],
]

/** Ways to send a key. Most are wrong; some look unusual but are right. */
export function oddCredential(r: Random, person: Person, other: Person): Pair[] {
  const key = keyOf(person)
  const one = (value: string): Pair[] => [['Authorization', value]]
  const token = (value: string) => one(`Token ${value}`)
  return r.weighted<() => Pair[]>([
    [1, () => []],
    [1, () => goodCredential(person)],
    [1, () => [[r.of(['authorization', 'AUTHORIZATION']), `Token ${key}`]]],
    [5, () => token(`{{${person.name}.key|slice:0:${r.of([1, 2, 4, 8, 16, 20, 32, 38, 39])}}}`)],
    [4, () => token(r.of(changedKeys(person, other)))],
    [2, () => token(r.of(quotedKeys(key)))],
    [2, () => token(`{{${person.name}.key|${r.of(['upper', 'lower', 'upper'])}}}`)],
    [2, () => token(`{{${person.name}.old}}`)],
    [3, () => one(`${r.of([...SCHEMES, ...SCHEME_LIKE])} ${key}`)],
    [2, () => one(`Token${r.of(GLUES)}${key}`)],
    [3, () => one(r.of(surrounded(key, keyOf(other))))],
    [2, () => one(key)],
    [2, () => one(r.of(['', 'Token', 'Token ', 'token', 'Bearer', 'x', 'TokenToken', 'Basic']))],
    [3, () => token(r.of([...CONSTANTS, headerText(person.name), headerText(person.password)]))],
    [2, () => one(`Basic ${base64(`${person.name}:${person.password}`)}`)],
    [1, () => one(`${r.of(['Basic', 'Bearer', 'Token'])} {{${person.name}.key|base64}}`)],
    [3, () => r.of(twoHeaders(key, keyOf(other))).flatMap(one)],
  ])()
}

const LENGTHS = [1, 2, 4, 7, 8, 15, 16, 20, 32, 38, 39, 63]

function changedKeys(person: Person, other: Person): string[] {
  const key = keyOf(person)
  const cut = (from: number, to: number | '') => `{{${person.name}.key|slice:${from}:${to}}}`
  const rest = (n: number) => [cut(n, ''), cut(0, n), `${cut(0, n)}*`, `${cut(0, n)}%`]
  return [
    ...LENGTHS.flatMap(rest),
    ...[cut(1, 39), `${cut(0, 20)}-${cut(20, '')}`, `${cut(0, 15)}${keyOf(other)}`],
    ...[`${cut(0, 8)}_`, `${cut(0, 39)}?`, `^${cut(0, 8)}`],
    ...[`${key}0`, `0${key}`, `${key}${key}`, `${key}${keyOf(other)}`, `x${key}x`, `${key}%`],
    ...[`${key}*`, `${key},${keyOf(other)}`, `${key};`, `${key}\u00a0`, `${key}.`, `${key}.x`],
  ]
}

function quotedKeys(key: string): string[] {
  return [
    ...[`"${key}"`, `'${key}'`, `<${key}>`, `[${key}]`, `{${key}}`, `:${key}`, `${key}=`],
    ...[`token=${key}`, `token="${key}"`, `key=${key}`, `%22${key}%22`, `${key}%20`, `${key}%00`],
  ]
}

/** The bytes of characters that a decoder or a trim can drop: a byte order mark, and blanks. */
const UNSEEN = ['\ufeff', '\u00a0', '\u200b', '\u2028', '\u3000', '\u00ad'].map((character) =>
  Buffer.from(character).toString('latin1'),
)

function surrounded(key: string, other: string): string[] {
  return [
    ...[` Token ${key}`, `Token ${key} `, `Token ${key}\t`, `Token ${key} x`, `Token x ${key}`],
    ...[`Token ${key} ${other}`, `Token Token ${key}`, `Bearer Token ${key}`, `${key} Token`],
    ...[`Bearer x, Token ${key}`, `Token ${key}, Bearer x`, `Token ${key}, Token ${other}`],
    ...[`Token ${key}\u00ff`, 'Token \u00ff\u00fe', `Tok\u00e9n ${key}`],
    ...UNSEEN.flatMap((bytes) => [`${bytes}Token ${key}`, `Token ${bytes}${key}`]),
    ...UNSEEN.map((bytes) => `Token${bytes}${key}`),
  ]
}

/** Node silently keeps the first of two such headers. */
function twoHeaders(key: string, other: string): string[][] {
  return [
    [`Token ${key}`, `Token ${key}`],
    [`Token ${key}`, `Token ${other}`],
    ['Bearer x', `Token ${key}`],
    [`Token ${key}`, 'x'],
    ['', `Token ${key}`],
    ['Token', key],
  ]
}

/** Every unusual way to send a key. Some mix in the key of another user. */
export function oddCredentials(person: Person, other: Person): Pair[][] {
  const key = keyOf(person)
  const headers = (...values: string[]) => values.map((value): Pair => ['Authorization', value])
  const tokens = [...changedKeys(person, other), ...quotedKeys(key), ...CONSTANTS]
  const values = [
    ...tokens.map((token) => `Token ${token}`),
    ...[`{{${person.name}.key|upper}}`, `{{${person.name}.old}}`].map((old) => `Token ${old}`),
    ...[...SCHEMES, ...SCHEME_LIKE].map((scheme) => `${scheme} ${key}`),
    ...GLUES.map((glue) => `Token${glue}${key}`),
    ...surrounded(key, keyOf(other)),
    ...[key, '', 'Token', 'Token ', 'token', 'Bearer', 'x', 'TokenToken', 'Basic'],
    ...[`Token ${person.name}`, `Token ${person.password}`],
    ...['Basic', 'Bearer', 'Token'].map((scheme) => `${scheme} {{${person.name}.key|base64}}`),
    `Basic ${base64(`${person.name}:${person.password}`)}`,
  ]
  const single = values.map((value) => headers(value))
  return [...single, ...twoHeaders(key, keyOf(other)).map((pair) => headers(...pair))]
}

/** A key or a username in headers that the API must ignore. */
export function misplacedHeaders(r: Random, person: Person, userId: number): Pair[] {
  const key = keyOf(person)
  const all = (names: string[], value: string) => names.map((name): Pair => [name, value])
  const cookies = (value: string): Pair[] => [
    ['Cookie', COOKIES.map((name) => `${name}=${value}`).join('; ')],
  ]
  const pairs = r.weighted<() => Pair[]>([
    [4, () => all(KEY_HEADERS, key)],
    [2, () => all(KEY_HEADERS, `Token ${key}`)],
    [1, () => all(KEY_HEADERS, `Bearer ${key}`)],
    [3, () => cookies(key)],
    [1, () => cookies(`Token%20${key}`)],
    [4, () => all(WHO_HEADERS, String(userId))],
    [3, () => all(WHO_HEADERS, headerText(person.name))],
    [3, () => all(FLAG_HEADERS, r.of(['1', 'true', 'admin', 'yes']))],
    [2, () => r.some(FROM_HERE, 9)],
  ])()
  return r.chance(0.8) ? pairs : r.some(pairs, 1)
}

/** Headers of requests that come from the server's own machine, or from a tool. */
export const FROM_HERE: Pair[] = [
  ['X-Forwarded-For', '127.0.0.1'],
  ['X-Real-IP', '127.0.0.1'],
  ['Client-IP', '127.0.0.1'],
  ['Forwarded', 'for=127.0.0.1'],
  ['Host', 'localhost'],
  ['Origin', 'http://localhost'],
  ['Referer', 'http://localhost/admin/'],
  ['User-Agent', 'curl/8.0'],
  ['User-Agent', 'kube-probe/1.0'],
  ['X-Forwarded-Host', 'localhost'],
  ['X-Forwarded-Proto', 'https'],
  ['X-Original-URL', '/api/login/'],
  ['X-Rewrite-URL', '/api/demo/allow-any/'],
  ['Access-Control-Request-Method', 'POST'],
  ['X-Requested-With', 'XMLHttpRequest'],
  ['Upgrade-Insecure-Requests', '1'],
]

export const base64 = (text: string) => Buffer.from(text).toString('base64')
