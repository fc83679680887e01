import { handledOperations } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../../../contract/PostgresProvider';
import type { InMemoryEngine } from '../InMemoryEngine';
import { nameOf } from '../InMemoryDatabases';
import { altering, later, reporting, type Fault } from './Fault';

type Method = (ref: string, ...rest: any[]) => Promise<any>;

const handlers = handledOperations.flatMap(({ handler }) =>
  ['rotatePassword', 'deleteBackup'].includes(handler) ? [] : [handler],
);

/** Returns all handled operations with the same fault. */
const inEach = (
  right: Required<PostgresProvider>,
  makeFaulty: (method: Method) => Method,
): Partial<PostgresProvider> =>
  Object.fromEntries(
    handlers.map(handler => [handler, makeFaulty(right[handler] as Method)]),
  );

/** Faults of handled operations. */
export const operatedFaults: Fault[] = [
  {
    what: 'returns without doing anything',
    checks: / › reaches the engine, keeps the binding, and causes no attention/,
    wrong: (right, { databases }) =>
      inEach(right, () => async (ref, ...rest) => {
        const { binding } = databases.get(nameOf(ref))!;
        return right.bind(ref, binding!, rest.at(-1));
      }),
  },
  {
    what: 'loses the binding',
    checks: / › reaches the engine, keeps the binding, and causes no attention/,
    wrong: right =>
      inEach(right, method => async (ref, ...rest) => ({
        ...(await method(ref, ...rest)),
        binding: undefined,
      })),
  },
  {
    what: 'reports attention afterwards for a requested change',
    checks:
      /^(?!destroy-instance|promote).* › reaches the engine, keeps the binding, and causes no attention/,
    wrong: right => {
      let reportAttention = (_ref: string) => {};
      return {
        ...reporting(right, ({ upsert, replaceAll }) => ({
          replaceAll: (location, databases) => {
            replaceAll(location, databases);
            reportAttention = ref =>
              databases
                .filter(database => database.ref === ref)
                .forEach(({ status, ...database }) =>
                  upsert({
                    ...database,
                    status: { ...status, state: 'attention' },
                  }),
                );
          },
        })),
        ...inEach(right, method => async (ref, ...rest) => {
          later(() => reportAttention(ref));
          return method(ref, ...rest);
        }),
      };
    },
  },
  {
    what: 'does not show that a database is stopped',
    checks: / › is shown until it is reversed/,
    wrong: right =>
      altering(right, ({ hibernated, fenced, ...database }) => database),
  },
  {
    what: 'repeats an operation instead of reversing it',
    checks: / › is shown until it is reversed/,
    wrong: right =>
      inEach(right, method => (ref, _, options) => method(ref, {}, options)),
  },
  {
    what: 'rejects an operation, and performs it afterwards',
    checks:
      / › (rejects an instance that does not exist|does nothing for an aborted call|does not modify a database)/,
    wrong: (right, { databases }: InMemoryEngine) =>
      inEach(
        right,
        method =>
          async (ref, ...rest) =>
            method(ref, ...rest).catch(error => {
              later(() => databases.get(nameOf(ref))?.performed.push('late'));
              throw error;
            }),
      ),
  },
];
