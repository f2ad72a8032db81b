import { type Disagreement, playScenario } from './play-scenario.ts'
import type { Scenario } from './recording.ts'

/** How a replay went, by scenario. */
export interface Replay {
  /** How many were played. */
  played: number
  agreed: string[]
  /** Disagreements that the table of known differences names. */
  known: Disagreement[]
  /** Disagreements that it does not name. */
  disagreements: Disagreement[]
  /** Names in the table that agree, or that no scenario has. */
  stale: string[]
}

/** Plays all scenarios, one after the other, to the system at `baseUrl`. */
export async function replay(
  baseUrl: string,
  scenarios: Scenario[],
  knownDifferences: Record<string, string> = {},
): Promise<Replay> {
  const result: Replay = { played: 0, agreed: [], known: [], disagreements: [], stale: [] }
  for (const scenario of scenarios) {
    const disagreement = await playScenario(baseUrl, scenario)
    result.played += 1
    if (!disagreement) result.agreed.push(scenario.name)
    else if (Object.hasOwn(knownDifferences, scenario.name)) result.known.push(disagreement)
    else result.disagreements.push(disagreement)
  }
  const expected = new Set(result.known.map(({ scenario }) => scenario))
  result.stale = Object.keys(knownDifferences).filter((name) => !expected.has(name))
  return result
}

/** `346 of 346 recorded scenarios agree`, and how many differ for a known reason. */
export function summary({ played, agreed, known }: Replay): string {
  const text = `${agreed.length} of ${played} recorded scenarios agree`
  return known.length === 0 ? text : `${text}, known differences: ${known.length}`
}

/** Three lines: which scenario and exchange, what differed, expected and got. */
export function report({ scenario, exchange, what, expected, got }: Disagreement): string {
  return [
    `scenario "${scenario}", exchange ${exchange}`,
    `  ${what} differs`,
    `  expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`,
  ].join('\n')
}
