import { findNeeds } from '../doctor/find-needs.ts'
import { runCommand } from '../run-command.ts'

/** Looks whether everything that is needed is there, with one line of remedy where it is not. */
await runCommand(async () => {
  const needs = await findNeeds()
  for (const { name, met, about } of needs)
    console.log(`${met ? 'ok' : 'not ok'}: ${name}: ${about}`)
  const missing = needs.filter(({ met }) => !met).length
  console.log(missing === 0 ? 'Everything that is needed is there.' : `To set right: ${missing}.`)
  if (missing > 0) process.exitCode = 1
})
