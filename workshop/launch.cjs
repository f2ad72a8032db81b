const path = require('node:path')
const { constants } = require('node:os')
const { spawn } = require('node:child_process')

/** Runs a TypeScript file in a Node of its own, and ends as it ends. */
function launch(file, args) {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: path.join(__dirname, '..'),
    // tsx heeds a tsconfig for the files that it includes: copies in .workshop/ are among them here.
    env: { ...process.env, TSX_TSCONFIG_PATH: path.join(__dirname, 'tsconfig.run.json') },
    stdio: 'inherit',
  })
  // Ctrl-C reaches the command twice then, from the terminal and from here; it stops once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0))
  })
}

module.exports = { launch }
