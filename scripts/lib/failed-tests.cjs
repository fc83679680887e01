const fs = require('node:fs');
const path = require('node:path');

/**
 * A jest reporter that writes the names of failed tests, a line each, to
 * `PGSTAGE_FAILED_FILE`, so that a command can repeat them at its very end.
 */
module.exports = class FailedTests {
  constructor(config) {
    this.root = config.rootDir;
    this.file = process.env.PGSTAGE_FAILED_FILE;
  }

  onRunComplete(_contexts, { testResults }) {
    const lines = testResults.flatMap(
      ({ testFilePath, testExecError, failureMessage, testResults: tests }) => {
        const suite = path.relative(this.root, testFilePath);
        const failed = tests
          .filter(({ status }) => status === 'failed')
          .map(({ fullName }) => `${suite}: ${fullName}`);
        return failed.length || !(testExecError || failureMessage)
          ? failed
          : [`${suite}: the suite itself`];
      },
    );
    if (lines.length) fs.writeFileSync(this.file, `${lines.join('\n')}\n`);
  }
};
