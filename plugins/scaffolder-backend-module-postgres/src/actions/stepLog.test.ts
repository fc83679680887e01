import { step, view } from '../__testUtils__/fixtures';
import { createStepLog } from './stepLog';

it('writes each message of a step once', () => {
  const log = createStepLog();
  const at = (...steps: Parameters<typeof step>) =>
    log(view({ steps: [step(...steps)] })).map(
      ({ line, isTrouble }) => `${isTrouble ? '! ' : ''}${line}`,
    );
  expect(at('pending')).toEqual([]);
  expect(at('running')).toEqual(['Waiting for: Role orders']);
  expect(at('running', 'no node')).toEqual([
    '! Waiting for: Role orders: no node',
  ]);
  expect(at('running', 'no volume')).toHaveLength(1);
  expect(at('running', 'no node')).toEqual([]);
  expect(at('failed', 'no volume')).toEqual([
    '! Failed: Role orders: no volume',
  ]);
  expect(at('done')).toEqual(['Done: Role orders']);
});
