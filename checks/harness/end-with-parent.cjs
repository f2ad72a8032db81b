// Ends the process that loads this when the one that started it has gone, however that ended: by
// itself, or killed. A thread looks, for code that never comes to its end would hear nothing.
const { isMainThread, Worker } = require('node:worker_threads')

const WATCH = `
const { workerData: parent } = require('node:worker_threads')
setInterval(() => {
  if (process.ppid !== parent || !isThere()) process.kill(process.pid, 'SIGKILL')
}, 500)
function isThere() {
  try {
    return process.kill(parent, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}`

// The thread may begin after the parent has gone: it is told who that was.
const settings = { eval: true, workerData: process.ppid, execArgv: [], env: {} }
if (isMainThread) new Worker(WATCH, settings).unref()
