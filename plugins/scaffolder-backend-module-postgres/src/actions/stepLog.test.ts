import { providerMessage, step, view } from '../__testUtils__/fixtures';
import { createStepLog } from './stepLog';

it('writes one line for each step, whatever a provider returns', () => {
  const text = 'no node\nDone: Role orders';
  const steps = [step('running', { id: 'other.noNode', text })];
  expect(createStepLog()(view({ steps }))).toMatchObject([
    { line: 'Waiting for: Role orders: no node Done: Role orders' },
  ]);
});

it('writes each message of a step once', () => {
  const log = createStepLog();
  const at = (...steps: Parameters<typeof step>) =>
    log(view({ steps: [step(...steps)] })).map(
      ({ line, isTrouble }) => `${isTrouble ? '! ' : ''}${line}`,
    );
  expect(at('pending')).toEqual([]);
  expect(at('running')).toEqual(['Waiting for: Role orders']);
  const noNode = providerMessage('noNode');
  const noVolume = providerMessage('noVolume');
  expect(at('running', noNode)).toEqual([
    `! Waiting for: Role orders: ${noNode.text}`,
  ]);
  expect(at('running', noVolume)).toHaveLength(1);
  expect(at('running', noNode)).toEqual([]);
  expect(at('failed', noVolume)).toEqual([
    `! Failed: Role orders: ${noVolume.text}`,
  ]);
  expect(at('done')).toEqual(['Done: Role orders']);
});
