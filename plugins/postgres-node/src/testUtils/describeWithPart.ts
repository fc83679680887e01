import { appendFileSync } from 'node:fs';

/**
 * Registers a jest suite that needs a dependency, whose path or address is the
 * value of an environment variable (`PGSTAGE_CHROMIUM`, `PGSTAGE_PG18_BIN`).
 * Without the variable, the suite is skipped and added to the file
 * `PGSTAGE_SKIPPED_FILE`, from which `npm test` lists the skipped suites.
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
  // Jest fails a file without any test.
  describe.skip(title, () => it(`needs ${variable}`, () => undefined));
}
