import { onlyName } from '../../only-name.ts'
import { runCommand } from '../../run-command.ts'
import { newStep } from '../repository/new-step.ts'

/** For authors: creates the folders and files of another step. */
await runCommand((args) => {
  const name = onlyName(args) ?? ''
  const folder = newStep(name)
  console.log(
    `steps/${folder}, solutions/${folder} and checks/${folder} were created, with a route in both app.ts files.`,
  )
  console.log('Fill them in, then: npm run starters, and npm run check')
})
