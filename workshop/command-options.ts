/** What an option does, by how it is typed. */
type Options = Record<string, string>

const API: Options = {
  '--subject NAME': 'solutions (the reference API), steps (yours), or a folder with an app.ts',
  '--port NUMBER': 'the port; 8000 by default',
  '--host ADDRESS': '127.0.0.1 for this machine only, the default; 0.0.0.0 for other machines too',
  '--proxies N':
    'the number of your own proxies in front of the API; 0 by default. Only they are trusted to ' +
    'set X-Forwarded-For and X-Forwarded-Proto',
  '--data FILE': 'the data file; .data/api.json by default',
  '--restore': 'first restores the data of the last start',
  '--database URL':
    'keeps the data in PostgreSQL instead: postgres://user:password@host:5432/name; prefer the ' +
    'environment variable DATABASE_URL, which other users cannot see',
}

/**
 * The options of each command, by its script. A test compares them with those that the commands
 * read.
 */
export const OPTIONS: Record<string, Options> = {
  start: {
    '--plain': 'text without colours and cursor movement, as with ACCESSIBLE=1',
    '--no-predict': 'without the question before a step, as with WORKSHOP_PREDICT=0',
  },
  page: {
    '--graded FOLDER': 'also shows a class: the --out folder of npm run grade',
    '--port NUMBER': 'the port; a free one by default',
  },
  check: {
    '--all': 'checks all steps',
    '--subject NAME':
      'steps (yours, the default), solutions, a folder with an app.ts, or the URL of an API that has the hooks of checks/harness/',
    '--sessions N': 'how many sessions the exam has; 200 by default, and 0 for no exam',
    '--seed N': 'generates the sessions of the exam from this number; 1 by default',
  },
  api: API,
  dev: API,
  openapi: { '--server URL': 'the address of the API; http://127.0.0.1:8000 by default' },
  grade: {
    '--steps LIST': 'grades only these steps: 03, 01-04 or 01,05',
    '--out FOLDER':
      'writes the reports, and keeps the grades: an unchanged submission is not graded again',
    '--jobs N': 'how many submissions to grade at the same time; one for each processor by default',
    '--weights LIST': 'the weight of steps, as in 03=2,06=3; 1 by default',
    '--seed N': 'uses this seed for the exam',
    '--shard N/M': 'grades one of several parts: 2/5 is the second of five',
    '--merge': 'creates one report from the --out folders of all shards, which PATH names',
    '--sandbox KIND': 'bubblewrap, docker, podman or none; none is only for code that you trust',
  },
  break: { '--once': 'judges once, and not again on every save' },
  practise: { '--new': 'puts an unfinished step aside, and starts another one' },
  starters: { '--check': 'writes nothing, and names the patches that are outdated' },
  'bench:loop': {
    '--edits N': 'how many saves to measure for each step; 10 by default',
    '--page': 'measures a page in a browser instead; needs the packages of workshop/author/browser',
  },
  'bench:grade': {
    '--size N': 'how many submissions the class has; 50 by default',
    '--jobs N': 'how many submissions to grade at the same time; 2 by default',
    '--steps LIST': 'only these steps: 03, 01-04 or 01,05',
  },
  bench: {
    '--rounds N': 'how many rounds to measure; 9 by default',
    '--seconds N': 'how long each measurement takes; 1 by default',
    '--print': 'does not change docs/performance.md',
  },
  prove: { '--quick': 'leaves out Stryker' },
  'prove:property': {
    '--runs N': 'how many requests to send; 10000 by default',
    '--seed N': 'repeats the requests of an earlier run; a new seed by default',
  },
  'test:store': { '--rounds N': 'how often to end the server; 25 by default' },
}
