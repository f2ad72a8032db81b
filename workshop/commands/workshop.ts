import { onlyName } from '../only-name.ts'
import { runCommand } from '../run-command.ts'
import { helpLines } from '../terminal/help.ts'

/** Lists every command: `npm run workshop`. With a command, its options: `npm run workshop check`. */
await runCommand((args) => {
  const script = onlyName(args)
  console.log(helpLines(script).join('\n'))
})
