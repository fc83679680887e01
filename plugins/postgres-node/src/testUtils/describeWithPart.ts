import { appendFileSync } from 'node:fs';

/**
 * A jest suite that needs a part of the testbed, found by an environment
 * variable (`PGSTAGE_CHROMIUM`, `PGSTAGE_PG18_BIN`). Where the variable is
 * missing the suite is skipped and named in `PGSTAGE_SKIPPED_FILE`, from which
 * `npm test` tells at its end what did not run.
 *
 * @public
 */
export function describeWithPart(
  variable: string,
  title: string,
  suite: (value: string) => void,
): void {
  const value = process.env[variable];
  if (value) {
    describe(title, () => suite(value));
    return;
  }
  if (process.env.PGSTAGE_SKIPPED_FILE) {
    appendFileSync(process.env.PGSTAGE_SKIPPED_FILE, `${variable}\t${title}\n`);
  }
  // A suite needs a test, or jest fails the file for the wrong reason.
  describe.skip(title, () => it(`needs ${variable}`, () => undefined));
}
