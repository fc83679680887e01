import type { PostgresProvider } from '../../../../contract/PostgresProvider';
import { handledOperations } from '../../handledOperations';
import type { InMemoryEngine } from '../InMemoryEngine';
import { nameOf } from '../InMemoryDatabases';
import { later, showing, telling, type Fault } from './Fault';

type Method = (ref: string, ...rest: any[]) => Promise<any>;

const handlers = handledOperations.flatMap(({ handler }) =>
  handler === 'rotatePassword' ? [] : [handler],
);

/** The same fault in every operation that a method does alone. */
const inEach = (
  right: Required<PostgresProvider>,
  spoil: (method: Method) => Method,
): Partial<PostgresProvider> =>
  Object.fromEntries(
    handlers.map(handler => [handler, spoil(right[handler] as Method)]),
  );

/** Of operations that a method does alone. */
export const operatedFaults: Fault[] = [
  {
    what: 'answers, and does nothing',
    checks: / › tells the upstream, keeps what it is, and raises no alarm/,
    wrong: (right, { databases }) =>
      inEach(right, () => async (ref, ...rest) => {
        const { binding } = databases.get(nameOf(ref))!;
        return right.bind(ref, binding!, rest.at(-1));
      }),
  },
  {
    what: 'loses the binding',
    checks: / › tells the upstream, keeps what it is, and raises no alarm/,
    wrong: right =>
      inEach(right, method => async (ref, ...rest) => ({
        ...(await method(ref, ...rest)),
        binding: undefined,
      })),
  },
  {
    what: 'raises an alarm a moment later for what is done on purpose',
    checks:
      /^(?!destroy-instance).* › tells the upstream, keeps what it is, and raises no alarm/,
    wrong: right => {
      let alarm = (_ref: string) => {};
      return {
        ...telling(right, ({ upsert, replaceAll }) => ({
          replaceAll: (location, databases) => {
            replaceAll(location, databases);
            alarm = ref =>
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
          later(() => alarm(ref));
          return method(ref, ...rest);
        }),
      };
    },
  },
  {
    what: 'does not show that it is stopped',
    checks: / › is shown until it is taken back/,
    wrong: right =>
      showing(right, ({ hibernated, fenced, ...database }) => database),
  },
  {
    what: 'does it again instead of taking it back',
    checks: / › is shown until it is taken back/,
    wrong: right =>
      inEach(right, method => (ref, _, options) => method(ref, {}, options)),
  },
  {
    what: 'refuses, and does it a moment later',
    checks:
      / › (refuses an instance that there is not|does nothing for a caller|leaves alone what is not ours)/,
    wrong: (right, { databases }: InMemoryEngine) =>
      inEach(
        right,
        method =>
          async (ref, ...rest) =>
            method(ref, ...rest).catch(error => {
              later(() => databases.get(nameOf(ref))?.asked.push('late'));
              throw error;
            }),
      ),
  },
];
