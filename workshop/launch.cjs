const path = require('node:path')
const { pathToFileURL } = require('node:url')

/** Runs a TypeScript file in this process, with the arguments given. */
async function launch(file, args) {
  // tsx heeds a tsconfig for the files that it includes: copies in .workshop/ are among them here.
  process.env.TSX_TSCONFIG_PATH = path.join(__dirname, 'tsconfig.run.json')
  process.argv = [process.execPath, file, ...args]
  process.chdir(path.join(__dirname, '..'))
  await import('tsx')
  await import(pathToFileURL(file).href)
}

module.exports = { launch }
