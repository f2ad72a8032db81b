// Ends the process that loads this file when its parent has ended, even if the parent was killed.
// A thread watches the parent, because code that never ends would block any event.
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

// The thread can start after the parent has ended, so it gets the parent's process id.
const settings = { eval: true, workerData: process.ppid, execArgv: [], env: {} }
if (isMainThread) new Worker(WATCH, settings).unref()
