import { AUTHOR_COMMANDS, type Command, LEARNER_COMMANDS } from '../command-list.ts'
import { runCommand } from '../run-command.ts'

/** Lists every command: `npm run workshop`. */
const width = Math.max(
  ...[...LEARNER_COMMANDS, ...AUTHOR_COMMANDS].map(({ usage }) => usage.length),
)

function lines(commands: Command[]): string {
  return commands
    .map(({ usage, key, about }) => {
      return `  ${usage.padEnd(width)}  ${about}${key ? ` (key ${key} in npm start)` : ''}`
    })
    .join('\n')
}

await runCommand(() => {
  console.log(`For learners:\n${lines(LEARNER_COMMANDS)}\n`)
  console.log(`For instructors and authors:\n${lines(AUTHOR_COMMANDS)}\n`)
  console.log('STEP is a number or a name: 5, 05, view-permissions. Without one, the current step.')
})
