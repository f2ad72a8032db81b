const fs = require('node:fs')
const path = require('node:path')
const { spawnSync } = require('node:child_process')

const root = path.join(__dirname, '..')

/** What a lock file lists: path of each package to its entry. */
function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages || {}
  } catch {
    return undefined
  }
}

/**
 * Names the first package that is not installed as locked, or nothing.
 *
 * Only versions are compared: npm drops and adds other fields when it copies the lock file into
 * node_modules, and leaves out the optional packages of other platforms.
 */
function differenceOf(locked, installed) {
  if (!installed) return 'node_modules'
  return Object.keys(locked).find((name) => {
    if (name === '') return false
    if (!installed[name]) return !locked[name].optional && !locked[name].peer
    return installed[name].version !== locked[name].version
  })
}

function firstDifference() {
  const installed = packagesIn(path.join('node_modules', '.package-lock.json'))
  return differenceOf(packagesIn('package-lock.json') || {}, installed)
}

/** npm's own program, which cannot be spawned by its bare name on Windows. */
function npmProgram() {
  const beside = path.dirname(process.execPath)
  const candidates = [
    process.env.npm_execpath,
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  return candidates.find((file) => file && /npm-cli\.js$/.test(file) && fs.existsSync(file))
}

/** Installs what the lock file says, if that is not there yet. */
function installOnce() {
  const missing = firstDifference()
  if (!missing) return
  const why =
    missing === 'node_modules' ? 'Nothing is installed yet' : `${missing} is not as locked`
  console.error(`${why}: installing the packages of package-lock.json once (npm ci) ...`)
  const npm = npmProgram()
  const [program, args] = npm ? [process.execPath, [npm]] : ['npm', []]
  const { status } = spawnSync(
    program,
    [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      // Standard output belongs to the command that was asked for.
      stdio: ['ignore', 2, 2],
      shell: !npm && process.platform === 'win32',
    },
  )
  if (status === 0) return
  console.error(
    'Installing failed. Run "npm ci" in this folder and read what it says, then try again.',
  )
  process.exit(1)
}

module.exports = { differenceOf, firstDifference, installOnce }
