import { handledOperations } from './handledOperations';

it('contains the operations with a method of the provider, and no others', () => {
  const handlers = Object.fromEntries(
    handledOperations.map(({ id, handler }) => [id, handler]),
  );
  expect(handlers).toMatchObject({
    restart: 'restart',
    'rotate-password': 'rotatePassword',
  });
  expect(handlers).not.toHaveProperty('bind');
  expect(handlers).not.toHaveProperty('remove');
});
