// Runs one command of the workshop: node workshop/run.cjs NAME [arguments]
// In the syntax of an old Node, so that it can say that it is too old.
/* biome-ignore-all lint: an old Node must be able to read this file */
var fs = require('fs')
var path = require('path')

var LEAST = [20, 19]
var commands = path.join(__dirname, 'commands')

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

function commandNames() {
  return fs
    .readdirSync(commands)
    .filter(function (file) {
      return /^[a-z-]+\.ts$/.test(file)
    })
    .map(function (file) {
      return file.slice(0, -'.ts'.length)
    })
}

var version = process.versions.node.split('.').map(Number)
if (version[0] < LEAST[0] || (version[0] === LEAST[0] && version[1] < LEAST[1])) {
  fail(
    'The workshop needs Node ' +
      LEAST.join('.') +
      ' or newer, and this is Node ' +
      process.versions.node +
      '. Install a newer one from https://nodejs.org, then run the command again.',
  )
}

var name = (process.argv[2] || '').replace(':', '-')
if (commandNames().indexOf(name) === -1) {
  fail(
    'There is no command "' +
      (process.argv[2] || '') +
      '". The commands are: ' +
      commandNames().join(', ') +
      '.\nnpm run workshop -- --help says what they do.',
  )
}

require('./install.cjs').installOnce()
require('./launch.cjs').launch(path.join(commands, name + '.ts'), process.argv.slice(3))
