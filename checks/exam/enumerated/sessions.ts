import type { Session } from '../session.ts'
import { burstsSession } from './bursts.ts'
import { changesSession } from './changes.ts'
import { classesSession } from './classes.ts'
import { credentialsSession } from './credentials.ts'
import { csrfSession } from './csrf.ts'
import { faultsSession } from './faults.ts'
import { heldSession } from './held.ts'
import { idsSession } from './ids.ts'
import { listsSession } from './lists.ts'
import { loginsSession } from './logins.ts'
import { methodsSession, overrideSession } from './methods.ts'
import { pagesSession } from './pages.ts'
import { pairsSession } from './pairs.ts'
import { placesSession } from './places.ts'
import { clientsSession, policySession } from './policy.ts'
import { throttlesSession } from './throttles.ts'
import { timesSession } from './times.ts'
import { valuesSession } from './values.ts'

type Make = (upTo: number) => Session

/** The first step that each session is about. Sessions about the last steps come first. */
const ENUMERATED: [firstStep: number, make: Make][] = [
  [1, policySession],
  [12, csrfSession],
  [11, throttlesSession],
  [9, pagesSession],
  [8, listsSession],
  [4, classesSession],
  [3, pairsSession],
  [3, burstsSession],
  [3, changesSession],
  [3, timesSession],
  [3, heldSession],
  [6, valuesSession],
  [3, loginsSession],
  [3, credentialsSession],
  [6, idsSession],
  [1, faultsSession],
  [4, overrideSession],
  [3, clientsSession],
  [3, placesSession],
  [3, methodsSession],
]

/** The sessions that every exam begins with, before the random ones. Each tries a whole list. */
export function enumerated(upTo: number): Make[] {
  return ENUMERATED.filter(([firstStep]) => firstStep <= upTo).map(([, make]) => make)
}
