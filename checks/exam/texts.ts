/**
 * The texts of sessions: what users write, and the places where a server could look for a key, a
 * user or a method.
 */
export const words = (text: string) => text.trim().split(/\s+/)

/** Names of fields and parameters that can contain a key. */
export const KEY_NAMES = words(`
  token auth_token authToken access_token accessToken api_key apikey apiKey api-key key
  auth authorization Authorization bearer Token jwt session sessionid sid t k auth_key
  login credentials
`)

/** Names of fields that can contain a username. */
export const PERSON_NAMES = words(`
  user username name email as sudo impersonate login owner on_behalf_of su account
  owner_username
`)

/** Names of fields that can contain a user id. */
export const ID_NAMES = words(`
  user_id userId userid id uid owner owner_id ownerId user pk as sudo account_id
`)

/** Names of fields that ask for more rights. */
export const FLAG_NAMES = words(`
  admin is_admin isAdmin is_staff isStaff staff superuser is_superuser debug test internal
  force all everyone public is_active skip_auth noauth bypass authenticated role
`)

/** Headers that can contain a key. */
export const KEY_HEADERS = words(`
  X-Auth-Token X-Token X-API-Key X-Api-Token X-Access-Token Token Auth-Token Auth
  Authentication Proxy-Authorization X-Authorization X-Authentication Authorization-Token
  Api-Key X-Key Access-Token X-Auth-Key X-Session-Token X-CSRFToken X-Auth
  Sec-WebSocket-Protocol X-Forwarded-Authorization X-Original-Authorization
  HTTP_AUTHORIZATION
`)

/** Cookies that can contain a key. */
export const COOKIES = words(`
  token auth_token authToken access_token sessionid session Authorization authorization
  key jwt auth api_key Token sid connect.sid
`)

/** Headers that can contain a username or an id. */
export const WHO_HEADERS = words(`
  X-User-Id X-UserId X-User X-Username X-User-Name X-Remote-User Remote-User
  X-Forwarded-User X-Auth-User X-Impersonate-User X-On-Behalf-Of X-Sudo
  X-Authenticated-User X-Owner X-Owner-Id X-Account-Id X-WebAuth-User From
`)

/** Headers that ask for more rights. */
export const FLAG_HEADERS = words(`
  X-Admin X-Is-Admin X-Is-Staff X-Staff X-Debug X-Internal X-Internal-Request X-Test
  X-Bypass X-Skip-Auth X-Role X-Superuser X-Health-Check X-Requested-With DNT
  X-Authenticated
`)

/** Headers that some servers take for the method. */
export const OVERRIDE_HEADERS = words(`
  X-HTTP-Method-Override X-HTTP-Method X-Method-Override X-Method
`)

/** The same as parameters and fields. */
export const OVERRIDE_NAMES = words(`
  _method method _METHOD http_method x-http-method-override __method
`)

/** Paths that have no view, or the wrong form. */
export const ODD_PATHS = words(`
  /api/me /api/tasks /api/logout /API/me/ /api//me/ /api/ / /api/users/ /api/users/1/
  /api/tasks/1/owner/ /api/tasks/1 /api/demo/ /admin/ /api/debug/ /api/token/ /api/auth/
  /api/tokens/ /api/demo/admin /api/me/extra/ /health/
`)

/** Ways to write an id. */
export const ODD_IDS = words(`
  ID 0ID IDabc ID.0 +ID -ID IDe0 0xID %3ID ID%20 %20ID 0 999 ID,2 null 00000ID ID;x ID%2F
  %D9%A1 9007199254740993 -1 NaN me *
`)

/** Names that are easily confused. */
export const NAMES = words(`
  carol Alice al alice2 carol@example.com 1 2 12 Zoë admin root2 __proto__ Carol null
  dave.d BOB bo
`)

/** 96 bytes. bcrypt alone ignores everything after 72. */
export const LONG = `${'long-Password-'.repeat(5)}0123456789abcdefghijklmnop`

/** Passwords of users. */
export const PASSWORDS = [
  ...['Wonder-Land-9', 'ALL-CAPS-1', '12345678', 'alice-pass-1', LONG, LONG, LONG.slice(0, 72)],
  ...['trailing blanks  ', '  leading', 'tab\tinside ', 'pässwörd-ñ-€', 'nul\u0000inside-1'],
]

/** Values that a password is changed to. */
export const NEW_PASSWORD = 'new-Password-7'
