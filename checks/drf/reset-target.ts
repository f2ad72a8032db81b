import { ask } from './ask.ts'

/** The keys of alice, bob, root and inactive. */
type Keys = Record<string, string>

/** Empties and seeds the system at `baseUrl`, and returns the tokens of its users. */
export async function resetTarget(baseUrl: string): Promise<Keys> {
  return (await reset(baseUrl)).tokens
}

/** The same for version 2 of the API. */
export async function resetForV2(baseUrl: string): Promise<Keys> {
  return (await reset(baseUrl)).v2
}

async function reset(baseUrl: string) {
  const { data } = await ask(baseUrl, 'POST', '/__reset__/')
  return data as { tokens: Keys; v2: Keys }
}
