import { format } from 'node:util';

/** One `it` of a suite, with what goes before and after it. */
export interface Check {
  name: string;
  run(): Promise<void>;
}

type Step = () => unknown;

/** What a function registers with jest, to be run by hand: a check that must fail is no failure of the test. */
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
  const own = {
    it: Object.assign(it, { each }),
    describe,
    beforeAll: (step: Step) => before.push(step),
    afterEach: (step: Step) => after.push(step),
    afterAll: () => undefined,
  };
  const theirs = Object.fromEntries(
    Object.keys(own).map(key => [key, Reflect.get(globalThis, key)]),
  );
  Object.assign(globalThis, own);
  try {
    register();
  } finally {
    Object.assign(globalThis, theirs);
  }
  return checks;
}
