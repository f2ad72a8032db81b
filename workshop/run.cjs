// Runs one command of the workshop: node workshop/run.cjs NAME [arguments]. Without NAME, it only
// installs missing packages. An old Node must be able to read this file, to say that it is too old.
/* biome-ignore-all lint: see above */
var fs = require('fs')
var path = require('path')
var spawnSync = require('child_process').spawnSync
var root = path.join(__dirname, '..')

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
  var files = {}
  ;['commands', 'author/commands'].forEach(function (folder) {
    fs.readdirSync(path.join(__dirname, folder)).forEach(function (file) {
      if (/^[a-z-]+\.ts$/.test(file)) files[file.slice(0, -3)] = path.join(__dirname, folder, file)
    })
  })
  return files
}

/**
 * The first package that is not installed in its locked version, or undefined. Only versions are
 * compared: npm changes other fields in its copy of the lock file, and leaves out packages for
 * other platforms.
 */
function differenceOf(locked, installed) {
  if (!installed) return 'node_modules'
  return Object.keys(locked).filter(function (name) {
    if (name === '') return false
    if (!installed[name]) return !locked[name].optional && !locked[name].peer
    return installed[name].version !== locked[name].version
  })[0]
}

function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages
  } catch (error) {
    return undefined
  }
}

function firstDifference() {
  return differenceOf(
    packagesIn('package-lock.json') || {},
    packagesIn('node_modules/.package-lock.json'),
  )
}

function install(missing) {
  var why = missing === 'node_modules' ? 'Nothing is installed yet' : missing + ' is not as locked'
  console.error(why + ': installing the packages of package-lock.json once (npm ci) ...')
  // Includes the development packages, whatever NODE_ENV or npm's settings say.
  var args = ['ci', '--include=dev', '--include=optional', '--include=peer']
  args = args.concat(['--no-audit', '--no-fund', '--loglevel=error'])
  // npm's own program, if it is known: Windows cannot start npm by its bare name.
  var beside = path.dirname(process.execPath)
  var npm = [
    process.env.npm_execpath || '',
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].filter(function (file) {
    return /npm-cli\.js$/.test(file) && fs.existsSync(file)
  })[0]
  // Standard output belongs to the requested command.
  var options = { cwd: root, stdio: ['ignore', 2, 2], shell: !npm && process.platform === 'win32' }
  var done = npm
    ? spawnSync(process.execPath, [npm].concat(args), options)
    : spawnSync('npm', args, options)
  if (done.status !== 0)
    fail('Installing failed. Run "npm ci" in this folder and read what it says, then try again.')
}

/** Runs a TypeScript file in this process. */
function launch(file, args) {
  // tsx uses a tsconfig only for the files that it includes, and this one includes copies in
  // .workshop/.
  process.env.TSX_TSCONFIG_PATH = path.join(__dirname, 'tsconfig.run.json')
  process.argv = [process.execPath, file].concat(args)
  process.chdir(root)
  // In a string, because an old Node cannot parse it.
  var load = new Function('name', 'return import(name)')
  load(require('url').pathToFileURL(require.resolve('tsx')).href).then(function () {
    return load(require('url').pathToFileURL(file).href)
  })
}

/**
 * The options of a command that npm has kept for itself: those before a `--`. npm passes on what
 * follows them, and puts their names into the environment.
 */
function keptByNpm(source, environment) {
  var options = source.match(/\b[a-z]+: \{ type: '(string|boolean)/g) || []
  return options
    .map(function (option) {
      return { name: option.split(':')[0], isSwitch: /boolean$/.test(option) }
    })
    .filter(function (option) {
      return environment['npm_config_' + option.name] !== undefined
    })
    .map(function (option) {
      var value = environment['npm_config_' + option.name]
      if (option.isSwitch) return { typed: (value === 'true' ? '--' : '--no-') + option.name }
      // npm has taken the value for an argument of its own.
      if (value === 'true') return { typed: '--' + option.name, lacksValue: true }
      return { typed: '--' + option.name + '=' + value }
    })
}

/** The arguments as they were typed before npm kept some, where that is known. */
function asTyped(kept, args) {
  var typed = kept.map(function (option) {
    return option.typed
  })
  var lacking = kept.filter(function (option) {
    return option.lacksValue
  })
  if (lacking.length === 0) return typed.concat(args).join(' ')
  if (lacking.length === 1 && args.length === 1) {
    return typed
      .filter(function (each) {
        return each !== lacking[0].typed
      })
      .concat(lacking[0].typed, args)
      .join(' ')
  }
  return typed.join(' … ') + ' …'
}

function main(typed, args) {
  var least = require('../package.json').engines.node
  if (isTooOld(numbersIn(process.versions.node), numbersIn(least))) {
    fail(
      'The workshop needs Node ' +
        numbersIn(least).join('.') +
        ' or newer, and this is Node ' +
        process.versions.node +
        '. Install a newer one from https://nodejs.org, then run the command again.',
    )
  }
  // The TypeScript loader reads a question mark in a path as the start of a query.
  if (root.indexOf('?') !== -1) {
    fail(
      'The path of this folder has a question mark in it. Rename the folder, then run the command again: ' +
        root,
    )
  }
  var commands = findCommands()
  var file = commands[(typed || '').replace(':', '-')]
  if (typed && !file) {
    fail(
      'There is no command "' +
        typed +
        '". The commands are: ' +
        Object.keys(commands).join(', ') +
        '.\nnpm run workshop says what they do.',
    )
  }
  var kept = file ? keptByNpm(fs.readFileSync(file, 'utf8'), process.env) : []
  if (kept.length > 0) {
    fail(
      'npm has kept ' +
        kept
          .map(function (option) {
            return option.typed
          })
          .join(' ') +
        ' for itself. Write -- before the options: ' +
        [typed === 'start' ? 'npm start' : 'npm run ' + typed, '--', asTyped(kept, args)].join(' '),
    )
  }
  var missing = firstDifference()
  if (missing) install(missing)
  var asksForHelp = args.indexOf('--help') !== -1 || args.indexOf('-h') !== -1
  if (asksForHelp && file) launch(commands.workshop, [typed])
  else if (file) launch(file, args)
}

module.exports = {
  differenceOf: differenceOf,
  firstDifference: firstDifference,
  keptByNpm: keptByNpm,
  asTyped: asTyped,
}
if (require.main === module) main(process.argv[2], process.argv.slice(3))
