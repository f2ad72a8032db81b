/** How many requests may pass in which time, by the scope of a throttle. */
export const DEFAULT_THROTTLE_RATES: Record<string, string> = {
  anon: '60/min',
  user: '60/min',
  login: '5/min',
  login_username: '10/hour',
}
