import { parseArgs } from 'node:util'
import { findPython } from '../../../checks/drf/find-python.ts'
import { recording, recordingV2 } from '../../../checks/drf/recording.ts'
import { replay, report, summary } from '../../../checks/drf/replay.ts'
import { runSuites } from '../../../checks/drf/run-suites.ts'
import { sitExam } from '../../../checks/drf/sit-exam.ts'
import { startRealDrf } from '../../../checks/drf/start-real-drf.ts'
import { explainExam } from '../../failure/explain-exam.ts'
import { formatExplanation } from '../../failure/explanation.ts'
import { findSteps, type Step } from '../../lesson/steps.ts'
import { SOLUTIONS } from '../../paths.ts'
import { runCommand, UsageError } from '../../run-command.ts'

/** The number of exam sessions for the real DRF. Its server is slow. */
const SESSIONS = 60

/**
 * Runs the checks, the recording and the exam against the real Django REST framework, which it
 * starts and stops: `npm run prove:drf`.
 */
await runCommand(async (args) => {
  parseArgs({ args })
  const python = findPython()
  if (!python) {
    throw new UsageError(
      'No Python here has Django REST framework. Install it with: python3 -m pip install djangorestframework django-filter django-rest-knox',
    )
  }
  const drf = await startRealDrf(python)
  try {
    console.log(drf.versions)
    const steps = findSteps().filter(({ number }) => !drf.missingSteps.includes(number))
    for (const number of drf.missingSteps)
      console.log(`${number}: left out, because a package is missing`)
    const checksPass = await runChecks(drf.url, steps)
    const scenariosAgree = await runRecording(drf.url, steps)
    const examAgrees = await runExam(drf.url)
    if (!checksPass || !scenariosAgree || !examAgrees) process.exitCode = 1
  } finally {
    await drf.stop()
  }
})

async function runChecks(url: string, steps: Step[]): Promise<boolean> {
  const names = steps.map(({ name }) => name)
  const { passed, skipped, total, failures } = await runSuites(url, names)
  for (const failure of failures) console.log(failure)
  console.log(`${passed} of ${total} checks pass, ${skipped} skipped because DRF has no such hook`)
  return failures.length === 0 && passed > 0 && passed + skipped === total
}

async function runRecording(url: string, steps: Step[]): Promise<boolean> {
  const v2 = recordingV2.scenarios.filter(({ step }) => steps.some(({ number }) => number === step))
  const result = await replay(url, [...recording.scenarios, ...v2])
  for (const disagreement of result.disagreements) console.log(report(disagreement))
  console.log(summary(result))
  return result.disagreements.length === 0
}

async function runExam(url: string): Promise<boolean> {
  const { played, differences } = await sitExam(url, SOLUTIONS, SESSIONS)
  for (const difference of differences) {
    console.log(formatExplanation(explainExam(difference, url)))
  }
  console.log(`${played - differences.length} of ${played} sessions of the exam have no difference`)
  return differences.length === 0
}
