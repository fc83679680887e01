import { stripVTControlCharacters } from 'node:util';
import type { Reporter, Suite } from '@playwright/test/reporter';

const LINES = 12;

/** Prints the start of each failure again, at the end: the list before it is too long for the last lines of a log. */
export default class Failures implements Reporter {
  #suite?: Suite;

  onBegin(_config: unknown, suite: Suite) {
    this.#suite = suite;
  }

  onEnd() {
    const failed = this.#suite?.allTests().filter(test => !test.ok()) ?? [];
    for (const test of failed) {
      const [{ error } = {}] = test.results.slice(-1);
      const text = stripVTControlCharacters(error?.message ?? 'no error');
      process.stdout.write(
        [
          '',
          `${test.title}: failed at line ${error?.location?.line ?? 'unknown'}`,
          ...text.split('\n').slice(0, LINES),
          '',
        ].join('\n'),
      );
    }
  }
}
