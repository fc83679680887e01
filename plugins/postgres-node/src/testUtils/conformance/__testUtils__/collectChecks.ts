import { format } from 'node:util';

/** One test of a suite, with its hooks. */
export interface Check {
  name: string;
  run(): Promise<void>;
}

type Step = () => unknown;

/** Returns the tests that a function registers with jest, without running them, so that an expected failure does not fail the test run. */
export function collectChecks(register: () => void): Check[] {
  const checks: Check[] = [];
  const titles: string[] = [];
  const before: Step[] = [];
  const after: Step[] = [];
  const it = (title: string, test: Step) => {
    checks.push({
      name: [...titles, title].join(' › '),
      run: async () => {
        for (const step of before) await step();
        try {
          await test();
        } finally {
          for (const step of after) await step();
        }
      },
    });
  };
  const each =
    (rows: unknown[]) =>
    (title: string, test: (...row: unknown[]) => unknown) =>
      rows.forEach(row => {
        const values = Array.isArray(row) ? row : [row];
        const used = title.match(/%/g)?.length ?? 0;
        it(format(title, ...values.slice(0, used)), () => test(...values));
      });
  const describe = (title: string, suite: () => void) => {
    titles.push(title);
    suite();
    titles.pop();
  };
  const replacements = {
    it: Object.assign(it, { each }),
    describe,
    beforeAll: (step: Step) => before.push(step),
    afterEach: (step: Step) => after.push(step),
    afterAll: () => undefined,
  };
  const originals = Object.fromEntries(
    Object.keys(replacements).map(key => [key, Reflect.get(globalThis, key)]),
  );
  Object.assign(globalThis, replacements);
  try {
    register();
  } finally {
    Object.assign(globalThis, originals);
  }
  return checks;
}
