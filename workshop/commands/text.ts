import { readReadme } from '../lesson/texts.ts'
import { stepArgument } from '../progress/step-argument.ts'
import { runCommand } from '../run-command.ts'
import { plainWidth } from '../terminal/layout.ts'
import { markdownLines } from '../terminal/markdown.ts'
import { plainTheme } from '../terminal/theme.ts'

/** Shows the text of a step: `npm run text`, `npm run text 05`. */
await runCommand((args) => {
  const { step } = stepArgument(args)
  const { markdown } = readReadme(step)
  console.log(markdownLines(markdown, plainTheme, plainWidth(), `steps/${step}`).join('\n'))
})
