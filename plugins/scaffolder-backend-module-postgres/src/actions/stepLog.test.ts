import { step, view } from '../__testUtils__/fixtures';
import { createStepLog } from './stepLog';

it('writes each step once per change', () => {
  const log = createStepLog();
  const at = (...steps: Parameters<typeof step>) =>
    log(view({ steps: [step(...steps)] }));
  expect(at('pending')).toEqual([]);
  expect(at('running', 'no volume yet')).toEqual([
    'Waiting for: Role orders: no volume yet',
  ]);
  expect(at('running', 'no volume yet')).toEqual([]);
  expect(at('failed', 'no volume')).toEqual(['Failed: Role orders: no volume']);
  expect(at('done')).toEqual(['Done: Role orders']);
});
