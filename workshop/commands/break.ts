import { parseArgs } from 'node:util'
import { breakFile, makeBreakFile } from '../break/break-file.ts'
import { Judge } from '../break/judge.ts'
import { judgementLines } from '../break/lines.ts'
import { untilDone } from '../loop/on-save.ts'
import { shownPath } from '../paths.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'
import { plainWidth } from '../terminal/layout.ts'
import { plainTheme, screenTheme } from '../terminal/theme.ts'

/**
 * Judges the learner's examples for a step, in a terminal after each save: `npm run break`,
 * `npm run break 06`, `npm run break -- 06 --once`.
 */
await runCommand(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { once: { type: 'boolean', default: false } },
  })
  const { step } = stepArgument(positionals)
  const judge = new Judge()
  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY)
  const theme = isTerminal && !process.env.ACCESSIBLE ? screenTheme() : plainTheme
  const told = new Set<string>()
  const file = breakFile(step)

  const judgeOnce = async () => {
    if (isTerminal) console.log('Judging …')
    const judgement = await judge.judge(step)
    console.log(judgementLines(judgement, theme, plainWidth(), told).join('\n'))
    for (const { letter, foundBy } of judgement.wrong) if (foundBy) told.add(letter)
    return judgement.done
  }

  try {
    if (await makeBreakFile(step)) console.log(`${shownPath(file)} is new, with a first example.\n`)
    await untilDone([file], judgeOnce, {
      isOnce: values.once || !isTerminal,
      again: '\nSave the file to judge it again. Ctrl-C ends.\n',
    })
  } finally {
    judge.close()
  }
})
