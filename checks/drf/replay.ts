import { type Disagreement, playScenario } from './play-scenario.ts'
import type { Scenario } from './recording.ts'

/** The results of a replay, by scenario. */
export interface Replay {
  agreed: string[]
  disagreements: Disagreement[]
}

/** Sends all scenarios, one after the other, to the system at `baseUrl`. */
export async function replay(baseUrl: string, scenarios: Scenario[]): Promise<Replay> {
  const result: Replay = { agreed: [], disagreements: [] }
  for (const scenario of scenarios) {
    const disagreement = await playScenario(baseUrl, scenario)
    if (disagreement) result.disagreements.push(disagreement)
    else result.agreed.push(scenario.name)
  }
  return result
}

/** `346 of 346 recorded scenarios agree`. */
export function summary({ agreed, disagreements }: Replay): string {
  return `${agreed.length} of ${agreed.length + disagreements.length} recorded scenarios agree`
}

/** Three lines: the scenario and exchange, the difference, the expected and the actual value. */
export function report({ scenario, exchange, what, expected, got }: Disagreement): string {
  return [
    `scenario "${scenario}", exchange ${exchange}`,
    `  ${what} differs`,
    `  expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`,
  ].join('\n')
}
