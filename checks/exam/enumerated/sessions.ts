import type { Session } from '../session.ts'
import { faultsSession } from './faults.ts'
import { methodsSession, overrideSession } from './methods.ts'
import { pairsSession } from './pairs.ts'
import { placesSession } from './places.ts'
import { policySession } from './policy.ts'

/** What is asked in every exam, before anything is left to chance: whole kinds, each to its end. */
export const ENUMERATED: ((upTo: number) => Session)[] = [
  policySession,
  pairsSession,
  faultsSession,
  overrideSession,
  placesSession,
  methodsSession,
]
