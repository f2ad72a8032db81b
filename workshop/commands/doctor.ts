import { findNeeds } from '../doctor/find-needs.ts'
import { runCommand } from '../run-command.ts'

/** Checks that the machine is ready, and says in one line what to do if it is not. */
await runCommand(async () => {
  const needs = await findNeeds()
  for (const { name, met, about } of needs)
    console.log(`${met ? 'ok' : 'not ok'}: ${name}: ${about}`)
  const missing = needs.filter(({ met }) => !met).length
  const toMend = `${missing} of ${needs.length} need your attention: the lines with "not ok".`
  console.log(missing === 0 ? 'Your machine is ready.' : toMend)
  if (missing > 0) process.exitCode = 1
})
