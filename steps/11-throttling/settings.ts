/** How many requests are allowed in which time, for each scope. */
export const DEFAULT_THROTTLE_RATES: Record<string, string> = {
  anon: '60/min',
  user: '60/min',
  login: '5/min',
  login_username: '10/hour',
}
