import { ask } from './ask.ts'

/** Empties and seeds the system at `baseUrl`; tells the tokens of alice, bob, root and inactive. */
export async function resetTarget(baseUrl: string): Promise<Record<string, string>> {
  const { data } = await ask(baseUrl, 'POST', '/__reset__/')
  return (data as { tokens: Record<string, string> }).tokens
}
