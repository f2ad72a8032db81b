// Runs one command of the workshop: node workshop/run.cjs NAME [arguments]
// In the syntax of an old Node, so that it can say that it is too old.
/* biome-ignore-all lint: an old Node must be able to read this file */
var fs = require('fs')
var path = require('path')

var LEAST = [20, 19]
var folders = [path.join(__dirname, 'commands'), path.join(__dirname, 'author', 'commands')]

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

var files = {}
folders.forEach(function (folder) {
  fs.readdirSync(folder).forEach(function (file) {
    if (/^[a-z-]+\.ts$/.test(file)) files[file.slice(0, -'.ts'.length)] = path.join(folder, file)
  })
})

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
if (Object.keys(files).indexOf(name) === -1) {
  fail(
    'There is no command "' +
      (process.argv[2] || '') +
      '". The commands are: ' +
      Object.keys(files).join(', ') +
      '.\nnpm run workshop -- --help says what they do.',
  )
}

require('./install.cjs').installOnce()
require('./launch.cjs').launch(files[name], process.argv.slice(3))
