// Loaded into every Node process of the demo. A start that is killed with
// SIGKILL cannot stop what it started: so each process notices that its parent
// is gone, and ends.
const { isMainThread } = require('node:worker_threads');

const parent = process.ppid;

if (isMainThread) {
  setInterval(() => {
    if (process.ppid !== parent) {
      process.kill(process.pid, 'SIGTERM');
      setTimeout(() => process.exit(1), 5000).unref();
    }
  }, 1000).unref();
}
