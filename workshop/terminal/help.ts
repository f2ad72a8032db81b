import { AUTHOR_COMMANDS, type Command, LEARNER_COMMANDS, scriptOf } from '../command-list.ts'
import { OPTIONS } from '../command-options.ts'
import { UsageError } from '../run-command.ts'
import { hanging, plainWidth, wrap } from './layout.ts'

const COMMANDS = [...LEARNER_COMMANDS, ...AUTHOR_COMMANDS]
const ABOUT_STEP = 'STEP is a number or a name: 5, 05, view-permissions.'

/**
 * The help of a command: how it is typed, what it does, and its options. Without a name, all
 * commands.
 *
 * @throws UsageError if there is no such command
 */
export function helpLines(script?: string): string[] {
  if (script === undefined) return listLines()
  const command = COMMANDS.find((each) => scriptOf(each) === script)
  if (command) return linesOf(command)
  throw new UsageError(`There is no command "${script}". npm run workshop lists the commands.`)
}

function linesOf(command: Command): string[] {
  const options = Object.entries(OPTIONS[scriptOf(command)] ?? {})
  const width = Math.max(...options.map(([typed]) => typed.length))
  return [
    typed(command, options.length > 0),
    '',
    ...wrap(
      `${command.about}${keyOf(command)}.`.replace(/^./, (first) => first.toUpperCase()),
      plainWidth(),
    ),
    ...(options.length > 0 ? [''] : []),
    ...options.flatMap(([option, about]) =>
      hanging(`  ${option.padEnd(width)}  `, about, plainWidth()),
    ),
    ...aboutStep(command),
  ]
}

function listLines(): string[] {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length))
  const lines = (commands: Command[]) =>
    commands.map((each) => `  ${each.usage.padEnd(width)}  ${each.about}${keyOf(each)}`)
  return [
    'For learners:',
    ...lines(LEARNER_COMMANDS),
    '',
    'For instructors and authors:',
    ...lines(AUTHOR_COMMANDS),
    '',
    `${ABOUT_STEP} Without one, [STEP] is the current step, and [STEP…] is all of them.`,
    'The options of a command: npm run check -- --help',
  ]
}

function typed({ usage }: Command, hasOptions: boolean): string {
  if (!hasOptions) return usage
  const [, start = '', names = ''] = /^(npm run \S+|npm \S+)(.*)$/.exec(usage) ?? []
  return `${start} --${names} [options]`
}

function aboutStep({ usage }: Command): string[] {
  if (!usage.includes('STEP')) return []
  if (usage.includes('[STEP]')) return ['', `${ABOUT_STEP} Without one, the current step.`]
  return ['', usage.includes('[STEP…]') ? `${ABOUT_STEP} Without one, all steps.` : ABOUT_STEP]
}

function keyOf({ key }: Command): string {
  return key ? ` (key ${key} in npm start)` : ''
}
