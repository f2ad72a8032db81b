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
    about:
      'checks on every save and shows what to do; --plain or ACCESSIBLE=1 without colours; ' +
      '--no-predict or WORKSHOP_PREDICT=0 without the question before a step',
  },
  { usage: 'npm run next', key: 'n', about: 'goes on to the next step when this one passes' },
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
    about: 'why a step that passes is done so, two other right answers, a question to think about',
  },
  {
    usage: 'npm run list [STEP]',
    key: 'l',
    about: 'all steps and how they stand; with a step, goes there',
  },
  { usage: 'npm run text [STEP]', key: 't', about: "the step's text" },
  {
    usage: 'npm run page',
    key: 'o',
    about: 'opens the workshop as a page in your browser; --class FOLDER shows a graded class, too',
  },
  {
    usage: 'npm run check [STEP]',
    key: 'c',
    about: 'checks once, with the exam; --all for all steps, --subject for another tree',
  },
  {
    usage: 'npm run reset [STEP]',
    key: 'r',
    about: 'puts the step back to its start, and keeps your files',
  },
  {
    usage: 'npm run restore [COPY]',
    about: 'lists the files that were kept, or brings a copy back',
  },
  {
    usage: 'npm run catch-up STEP',
    about: 'puts the solutions of all steps before STEP into steps/',
  },
  {
    usage: 'npm run api',
    key: 's',
    about: 'runs the reference API; -- --subject steps runs yours',
  },
  {
    usage: 'npm run dev',
    about: 'runs the API and starts it again on every save; takes what api takes',
  },
  {
    usage: 'npm run openapi',
    about: 'prints the API as an OpenAPI document, with who may do what',
  },
  {
    usage: 'npm run grade PATH',
    about: 'grades submissions that are not trusted: a tree, a zip, or a folder of them',
  },
  {
    usage: 'npm run break [STEP]',
    about: 'judges your examples for a step: which hidden wrong implementations they find',
  },
  {
    usage: 'npm run practise [STEP]',
    about: 'a step that has passed, once more from its stub, in a tree of its own',
  },
  { usage: 'npm run doctor', about: 'checks that your machine is ready' },
  { usage: 'npm run workshop', about: 'this list' },
]

export const AUTHOR_COMMANDS: Command[] = [
  { usage: 'npm test', about: 'everything that must be green in the repository' },
  { usage: 'npm run typecheck', about: 'type-checks the repository, steps/ included' },
  { usage: 'npm run lint', about: 'lints the repository, steps/ included' },
  { usage: 'npm run format', about: 'formats the repository, steps/ included' },
  { usage: 'npm run new-step NAME', about: 'makes the folders and files of a further step' },
  {
    usage: 'npm run starters',
    about: "writes the starters' patches anew from steps/ and solutions/",
  },
  { usage: 'npm run bench:loop', about: 'measures the time from saving to the verdict' },
  { usage: 'npm run bench:grade', about: 'measures how long a class takes to grade' },
  { usage: 'npm run bench', about: 'measures the API' },
  { usage: 'npm run prove', about: 'proves the checks with the known mistakes' },
  { usage: 'npm run prove:drf', about: 'runs the checks against the real Django REST framework' },
  {
    usage: 'npm run prove:property',
    about: 'sends hostile requests to the reference API, new ones',
  },
  { usage: 'npm run test:store', about: 'kills a busy server at random moments, many times' },
  {
    usage: 'npm run test:postgresql',
    about: 'runs the tests of the database, the recording and the checks on PostgreSQL',
  },
]
