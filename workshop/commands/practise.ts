import path from 'node:path'
import { parseArgs } from 'node:util'
import { closeAnswers } from '../exam/step-exam.ts'
import { stepNamed } from '../lesson/steps.ts'
import { taskLines } from '../loop/lines.ts'
import { untilDone } from '../loop/on-save.ts'
import { onlyName } from '../only-name.ts'
import { shownPath } from '../paths.ts'
import {
  chooseStep,
  filesToWrite,
  layPractice,
  PRACTICE_TREE,
  putAside,
  readPractice,
  timeInWords,
  writePractice,
} from '../practise/practice.ts'
import { Sitting } from '../practise/sitting.ts'
import { readProgress } from '../progress/progress.ts'
import { runCommand, UsageError } from '../run-command.ts'
import { plainWidth } from '../terminal/layout.ts'
import { plainTheme } from '../terminal/theme.ts'

/**
 * Practises a step that has passed, from its stub, in a separate tree: `npm run practise`, `npm run
 * practise 03`, `npm run practise -- --new`.
 */
await runCommand(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { new: { type: 'boolean', default: false } },
  })
  const typed = onlyName(positionals)
  const named = typed === undefined ? undefined : stepNamed(typed).name
  const step = begin(named, values.new)
  console.log(taskOf(step).join('\n'))

  const sitting = new Sitting(step)
  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY)
  try {
    await untilDone([PRACTICE_TREE], () => sitting.check(), {
      isOnce: !isTerminal,
      again: '\nEach save is checked. Ctrl-C ends; npm run practise continues.\n',
    })
  } finally {
    sitting.end()
    closeAnswers()
  }
})

function begin(named: string | undefined, anew: boolean): string {
  const practice = readPractice()
  const { now } = practice
  if (now && !anew && named !== undefined && named !== now.step) {
    throw new UsageError(
      `${now.step} is not finished: npm run practise continues it. To put it aside and start ${named}: npm run practise -- ${named} --new`,
    )
  }
  if (now && !anew) {
    console.log(`Continuing with ${now.step}, after ${timeInWords(now.spent)}.`)
    return now.step
  }
  const progress = readProgress()
  const step = chooseStep(named, progress, practice)
  if (now) console.log(`Your unfinished ${now.step} is in ${shownPath(putAside())}/.`)
  layPractice(step, progress)
  writePractice({ ...practice, now: { step, spent: 0 } })
  return step
}

function taskOf(step: string): string[] {
  return [
    `Practise ${step} from its stub.`,
    '',
    ...taskLines(step, plainTheme, plainWidth()),
    '',
    'Write it here; your steps/ do not change:',
    ...filesToWrite(step).map((file) => `  ${shownPath(path.join(PRACTICE_TREE, file))}`),
    '',
  ]
}
