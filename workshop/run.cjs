// Runs one command of the workshop: node workshop/run.cjs NAME [arguments]. Without NAME, it only
// installs missing packages. Node 8 must be able to read this file, to say that it is too old.
/* biome-ignore-all lint: see above */
const fs = require('fs')
const path = require('path')
const { spawnSync } = require('child_process')
const root = path.join(__dirname, '..')

function fail(sentence) {
  console.error(sentence)
  process.exit(2)
}

function isTooOld(version, least) {
  return version[0] < least[0] || (version[0] === least[0] && version[1] < least[1])
}

function numbersIn(text) {
  return text.match(/\d+/g).map(Number)
}

/** Every command, by its name. */
function findCommands() {
  const files = {}
  for (const folder of ['commands', 'author/commands']) {
    for (const file of fs.readdirSync(path.join(__dirname, folder))) {
      if (/^[a-z-]+\.ts$/.test(file)) files[file.slice(0, -3)] = path.join(__dirname, folder, file)
    }
  }
  return files
}

/**
 * The first package that is not installed in its locked version, or undefined. Only versions are
 * compared: npm changes other fields in its copy of the lock file, and leaves out packages for
 * other platforms.
 */
function differenceOf(locked, installed) {
  if (!installed) return 'node_modules'
  return Object.keys(locked).find((name) => {
    if (name === '') return false
    if (!installed[name]) return !locked[name].optional && !locked[name].peer
    return installed[name].version !== locked[name].version
  })
}

function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages
  } catch (error) {
    return undefined
  }
}

function firstDifference() {
  const installed = packagesIn('node_modules/.package-lock.json')
  return differenceOf(packagesIn('package-lock.json') || {}, installed)
}

function install(missing) {
  const why =
    missing === 'node_modules' ? 'Nothing is installed yet' : `${missing} is not as locked`
  console.error(`${why}: installing the packages of package-lock.json once (npm ci) ...`)
  // Includes the development packages, whatever NODE_ENV or npm's settings say.
  const included = ['--include=dev', '--include=optional', '--include=peer']
  const args = ['ci', ...included, '--no-audit', '--no-fund', '--loglevel=error']
  // npm's own program, if it is known: Windows cannot start npm by its bare name.
  const beside = path.dirname(process.execPath)
  const npm = [
    process.env.npm_execpath || '',
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => /npm-cli\.js$/.test(file) && fs.existsSync(file))
  // Standard output belongs to the requested command.
  const options = {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !npm && process.platform === 'win32',
  }
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, options)
  if (done.status !== 0)
    fail('Installing failed. Run "npm ci" in this folder and read what it says, then try again.')
}

/** Runs a TypeScript file in this process. */
function launch(file, args) {
  // tsx uses a tsconfig only for the files that it includes, and this one includes copies in
  // .workshop/.
  process.env.TSX_TSCONFIG_PATH = path.join(__dirname, 'tsconfig.run.json')
  process.argv = [process.execPath, file, ...args]
  process.chdir(root)
  // In a string, because an old Node cannot parse it.
  const load = new Function('name', 'return import(name)')
  const urlOf = (name) => require('url').pathToFileURL(name).href
  load(urlOf(require.resolve('tsx'))).then(() => load(urlOf(file)))
}

/**
 * The options of a command that npm has kept for itself: those before a `--`. npm passes on what
 * follows them, and puts their names into the environment.
 */
function keptByNpm(source, environment) {
  const options = source.match(/\b[a-z]+: \{ type: '(string|boolean)/g) || []
  return options
    .map((option) => ({ name: option.split(':')[0], isSwitch: /boolean$/.test(option) }))
    .filter(({ name }) => environment[`npm_config_${name}`] !== undefined)
    .map(({ name, isSwitch }) => {
      const value = environment[`npm_config_${name}`]
      if (isSwitch) return { typed: (value === 'true' ? '--' : '--no-') + name }
      // npm has taken the value for an argument of its own.
      if (value === 'true') return { typed: `--${name}`, lacksValue: true }
      return { typed: `--${name}=${value}` }
    })
}

/** The arguments as they were typed before npm kept some, where that is known. */
function asTyped(kept, args) {
  const typed = kept.map((option) => option.typed)
  const lacking = kept.filter((option) => option.lacksValue).map((option) => option.typed)
  if (lacking.length === 0) return [...typed, ...args].join(' ')
  if (lacking.length > 1 || args.length !== 1) return `${typed.join(' … ')} …`
  return [...typed.filter((each) => each !== lacking[0]), ...lacking, ...args].join(' ')
}

function main(typed, args) {
  const least = numbersIn(require('../package.json').engines.node)
  const { node } = process.versions
  if (isTooOld(numbersIn(node), least)) {
    fail(
      `The workshop needs Node ${least.join('.')} or newer, and this is Node ${node}. Install a newer one from https://nodejs.org, then run the command again.`,
    )
  }
  // The TypeScript loader reads a question mark in a path as the start of a query.
  if (root.includes('?')) {
    fail(
      `The path of this folder has a question mark in it. Rename the folder, then run the command again: ${root}`,
    )
  }
  const commands = findCommands()
  const file = commands[(typed || '').replace(':', '-')]
  if (typed && !file) {
    const names = Object.keys(commands).join(', ')
    fail(
      `There is no command "${typed}". The commands are: ${names}.\nnpm run workshop says what they do.`,
    )
  }
  const kept = file ? keptByNpm(fs.readFileSync(file, 'utf8'), process.env) : []
  if (kept.length > 0) {
    const options = kept.map((option) => option.typed).join(' ')
    const command = typed === 'start' ? 'npm start' : `npm run ${typed}`
    fail(
      `npm has kept ${options} for itself. Write -- before the options: ${command} -- ${asTyped(kept, args)}`,
    )
  }
  const missing = firstDifference()
  if (missing) install(missing)
  const asksForHelp = args.includes('--help') || args.includes('-h')
  if (asksForHelp && file) launch(commands.workshop, [typed])
  else if (file) launch(file, args)
}

module.exports = { differenceOf, keptByNpm, asTyped }
if (require.main === module) main(process.argv[2], process.argv.slice(3))
