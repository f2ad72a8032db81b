/**
 * All commands. A test compares help, the tables of README.md and CONTRIBUTING.md, and package.json
 * with this list.
 */
export interface Command {
  /** The command as it is typed. */
  usage: string
  /** The key that does the same in the loop. */
  key?: string
  about: string
}

export const LEARNER_COMMANDS: Command[] = [
  {
    usage: 'npm start',
    about: 'checks on every save and shows what to do; --plain or ACCESSIBLE=1 without colours',
  },
  { usage: 'npm run next', key: 'n', about: 'goes to the next step when this one passes' },
  {
    usage: 'npm run hint [STEP]',
    key: 'h',
    about: 'the next hint for the first check that fails',
  },
  {
    usage: 'npm run diff [STEP]',
    key: 'd',
    about: 'what differs between your step and the solution',
  },
  {
    usage: 'npm run why [STEP]',
    key: 'w',
    about:
      'when a step passes: why the solution is like this, two variants, a question to think about',
  },
  {
    usage: 'npm run list [STEP]',
    key: 'l',
    about: 'lists the steps and their state; with a step, goes there',
  },
  { usage: 'npm run text [STEP]', key: 't', about: "the step's text" },
  {
    usage: 'npm run page',
    key: 'o',
    about: 'opens the workshop as a page in your browser',
  },
  {
    usage: 'npm run check [STEP]',
    key: 'c',
    about: 'checks once, with the exam; --all for all steps, as the key does',
  },
  {
    usage: 'npm run reset [STEP]',
    key: 'r',
    about: 'restores the untouched step, and keeps a copy of your files',
  },
  {
    usage: 'npm run restore [COPY]',
    about: 'lists the copies of your files, or restores one',
  },
  {
    usage: 'npm run catch-up STEP',
    about: 'copies the solutions of the steps before STEP into steps/',
  },
  {
    usage: 'npm run api',
    key: 's',
    about: 'runs the reference API; -- --subject steps runs yours, as the key does',
  },
  {
    usage: 'npm run dev',
    about: 'runs the API, restarted on every save; takes the options of api',
  },
  {
    usage: 'npm run openapi',
    about: 'prints the API as an OpenAPI document, with who can do what',
  },
  {
    usage: 'npm run grade PATH',
    about: 'grades untrusted submissions: a tree, a zip, or a folder of them',
  },
  {
    usage: 'npm run break [STEP]',
    about: 'judges your examples for a step: which hidden wrong implementations they find',
  },
  {
    usage: 'npm run practise [STEP]',
    about: 'lets you write a step again from its stub, in a separate tree',
  },
  { usage: 'npm run doctor', about: 'checks that your machine is ready' },
  { usage: 'npm run workshop [COMMAND]', about: 'lists the commands, or the options of one' },
]

export const AUTHOR_COMMANDS: Command[] = [
  { usage: 'npm test', about: 'runs all tests, with types and lint' },
  { usage: 'npm run typecheck', about: 'type-checks the repository, steps/ included' },
  { usage: 'npm run lint', about: 'lints the repository, steps/ included' },
  { usage: 'npm run format', about: 'formats the repository, steps/ included' },
  { usage: 'npm run new-step NAME', about: 'creates the folders and files of another step' },
  {
    usage: 'npm run starters',
    about: 'writes the patches that npm run reset uses',
  },
  { usage: 'npm run bench:loop', about: 'measures the time from saving to the verdict' },
  { usage: 'npm run bench:grade', about: 'measures how long a class takes to grade' },
  { usage: 'npm run bench', about: 'measures the API' },
  { usage: 'npm run prove [STEP…]', about: 'proves the checks with the known mistakes' },
  { usage: 'npm run prove:drf', about: 'runs the checks against the real Django REST framework' },
  { usage: 'npm run prove:grade [STEP…]', about: 'grades every known mistake; none may pass' },
  {
    usage: 'npm run prove:property',
    about: 'sends 10,000 random hostile requests to the reference API',
  },
  { usage: 'npm run test:store', about: 'kills a busy server at random moments, many times' },
  {
    usage: 'npm run test:postgresql',
    about: 'runs the tests of the database, the recording and the checks on PostgreSQL',
  },
]

/** The name of a command in package.json. */
export function scriptOf({ usage }: Pick<Command, 'usage'>): string {
  return usage.replace(/^npm (run )?/, '').split(' ')[0] as string
}
