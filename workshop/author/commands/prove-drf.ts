import { findPython } from '../../../checks/drf/find-python.ts'
import { recording } from '../../../checks/drf/recording.ts'
import { replay, report, summary } from '../../../checks/drf/replay.ts'
import { runSuites } from '../../../checks/drf/run-suites.ts'
import { startRealDrf } from '../../../checks/drf/start-real-drf.ts'
import { runCommand, UsageError } from '../../run-command.ts'

/**
 * Proves the checks and the recording: runs all of them against the real Django REST framework,
 * which it starts and stops: `npm run prove:drf`.
 */
await runCommand(async () => {
  const python = findPython()
  if (!python) {
    throw new UsageError(
      'No Python here has Django REST framework. Install it with: python3 -m pip install djangorestframework',
    )
  }
  const drf = await startRealDrf(python)
  try {
    console.log(drf.versions)
    const checksPass = await runChecks(drf.url)
    const scenariosAgree = await runRecording(drf.url)
    if (!checksPass || !scenariosAgree) process.exitCode = 1
  } finally {
    await drf.stop()
  }
})

async function runChecks(url: string): Promise<boolean> {
  const { passed, skipped, total, failures } = await runSuites(url)
  for (const failure of failures) console.log(failure)
  console.log(`${passed} of ${total} checks pass, ${skipped} skipped for want of a hook`)
  return failures.length === 0 && passed > 0 && passed + skipped === total
}

async function runRecording(url: string): Promise<boolean> {
  const result = await replay(url, recording.scenarios)
  for (const disagreement of result.disagreements) console.log(report(disagreement))
  console.log(summary(result))
  return result.disagreements.length === 0
}
