import fc, { type Arbitrary } from 'fast-check'

/** A hostile request. */
export interface HostileRequest {
  method: string
  path: string
  /** The `Authorization` header. `KEY` is replaced with the key of `user`. */
  authorization: string | null
  user: string
  accept: string | null
  contentType: string | null
  body: Buffer
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']
const ROUTES = {
  '/api/login/': ['POST'],
  '/api/register/': ['POST'],
  '/api/logout/': ['POST'],
  '/api/me/': ['GET'],
  '/api/tasks/': ['GET', 'POST', 'POST', 'POST'],
  '/api/tasks/ID/': ['GET', 'PUT', 'PATCH', 'PATCH', 'DELETE'],
  '/api/demo/allow-any/': ['GET', 'POST'],
  '/api/demo/authenticated/': ['GET', 'POST'],
  '/api/demo/admin/': ['GET', 'POST'],
  '/api/demo/read-only/': ['GET', 'POST'],
}
const FIELDS = [
  ...['title', 'description', 'completed', 'owner', 'id', 'created_at', 'username', 'password'],
  ...['email', 'token', 'is_staff', '__proto__', 'constructor', 'toString', 'non_field_errors'],
]
const TEXTS = [
  ...['', ' ', '\0', 'a\0b', '\ud800', '\u2028', 'x'.repeat(5000), '😀'.repeat(201), 'ａｌｉｃｅ'],
  ...['alice', 'alice-pass-1', '__proto__', 'constructor', "' OR 1=1 --", '<script>', '../../x'],
  ...['a@b.de', 'a@[::1]', '@'.repeat(400), 'null', 'true', 'NaN', '%00', '{{x}}', '$2b$04$'],
]
const NUMBERS = ['0', '-0', '1.0', '1e400', '-1e-400', '9007199254740993', '1'.repeat(5000), '1e5']
const IDS = ['0', '-1', '01', '1.5', '1e3', '%', '%zz', '%ff', '%00', '..', '9'.repeat(400), 'NaN']
const TYPES = [
  ...['application/json', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded'],
  ...[
    'multipart/form-data; boundary=BOUNDARY',
    'multipart/form-data',
    'text/plain',
    '',
    ';;',
    '*/*',
    '__proto__',
    'constructor',
    'application/json; charset=__proto__',
    'application/x-www-form-urlencoded; charset=toString',
  ],
]
const ACCEPTS = [
  '*/*',
  'application/json',
  'application/json;q=0',
  'text/html',
  ',;,',
  '/',
  '',
  '__proto__',
]
const AUTHORIZATIONS = [
  'Token KEY',
  'token KEY',
  'Token KEY KEY',
  'Token',
  'Bearer KEY',
  'Token KEY\xff',
]

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 40 }))
/** Short enough for a request line: a longer one never reaches the app. */
const percentEncoded = text.map((each) =>
  Buffer.from(each).subarray(0, 200).toString('hex').replace(/../g, '%$&'),
)
/** Header values can contain any byte except control characters. */
const headerText = fc
  .array(
    fc.integer({ min: 0x20, max: 0xff }).filter((byte) => byte !== 0x7f),
    { maxLength: 30 },
  )
  .map((bytes) => Buffer.from(bytes).toString('latin1'))

const id = rarely(fc.oneof(fc.constantFrom(...IDS), percentEncoded), fc.integer({ min: 1, max: 9 }))
const offered = Object.entries(ROUTES).flatMap(([path, methods]) =>
  methods.map((method): [string, string] => [method, path]),
)
const methodAndRoute: Arbitrary<[string, string]> = rarely(
  fc.tuple(fc.constantFrom(...METHODS), fc.constantFrom(...Object.keys(ROUTES), '/api/nowhere/')),
  fc.constantFrom(...offered),
)
const query = rarely(
  fc.oneof(
    percentEncoded,
    percentEncoded.map((format) => `format=${format}`),
  ),
  fc.constant(''),
)

const jsonValue: Arbitrary<string> = fc.oneof(
  text.map((each) => JSON.stringify(each)),
  fc.constantFrom(...NUMBERS, 'true', 'false', 'null', 'NaN', '[', '"\\ud800"'),
  fc.json({ maxDepth: 3 }),
  fc.integer({ min: 1, max: 40 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
)
const fields = <T>(value: Arbitrary<T>) =>
  fc.array(fc.tuple(fc.constantFrom(...FIELDS), value), { maxLength: 5 })
const jsonBody = fc.oneof(
  { weight: 4, arbitrary: jsonValue.map((value) => jsonObject([['title', value]])) },
  { weight: 4, arbitrary: fc.tuple(jsonValue, jsonValue).map(credentials) },
  { weight: 4, arbitrary: fields(jsonValue).map(jsonObject) },
  jsonValue,
  fc.tuple(fields(jsonValue), text).map(([each, rest]) => jsonObject(each) + rest),
)
const formBody = fields(text).map((each) => new URLSearchParams(each).toString())
const multipartBody = fields(text).map(
  (each) =>
    `${each.map(([name, value]) => `--BOUNDARY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--BOUNDARY--\r\n`,
)
const typedBody = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('application/json'), jsonBody) },
  fc.tuple(fc.constant('application/x-www-form-urlencoded'), formBody),
  fc.tuple(fc.constant('multipart/form-data; boundary=BOUNDARY'), multipartBody),
  fc.tuple(
    fc.option(fc.oneof(fc.constantFrom(...TYPES), headerText)),
    fc.oneof(jsonBody, formBody, multipartBody, fc.uint8Array({ maxLength: 50 })),
  ),
)

/**
 * Hostile requests to every route, with every method, as every user. Most parts of each are valid.
 */
export const hostileRequest: Arbitrary<HostileRequest> = fc
  .record({
    methodAndRoute,
    id,
    query,
    authorization: rarely(
      fc.oneof(fc.constantFrom(null, ...AUTHORIZATIONS), headerText),
      fc.constant('Token KEY'),
    ),
    user: fc.constantFrom('alice', 'alice', 'bob', 'root', 'inactive'),
    accept: rarely(fc.oneof(fc.constantFrom(...ACCEPTS), headerText), fc.constant(null)),
    typedBody,
  })
  .map(
    ({ methodAndRoute: [method, route], id, query, typedBody: [contentType, body], ...rest }) => ({
      ...rest,
      method,
      path: `${route.replace('ID', String(id))}${query && `?${query}`}`,
      contentType,
      body: Buffer.from(body as string),
    }),
  )

function rarely<T, U>(hostile: Arbitrary<T>, usual: Arbitrary<U>): Arbitrary<T | U> {
  return fc.oneof({ weight: 1, arbitrary: hostile }, { weight: 5, arbitrary: usual })
}

function jsonObject(pairs: [string, string][]): string {
  return `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`
}

function credentials([username, password]: [string, string]): string {
  return jsonObject(Object.entries({ username, password }))
}
