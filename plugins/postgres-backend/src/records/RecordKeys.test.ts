import { RecordKeys } from './RecordKeys';

it('reads the keys again after a failure', async () => {
  const keys = new RecordKeys();
  await expect(keys.signer.sign('object', 'record')).rejects.toThrow(
    'only after startup',
  );
  let answers = 0;
  keys.use(async () => {
    answers += 1;
    if (answers === 1) throw new Error('no database');
    return [{ id: 'a', key: 'secret' }];
  });
  await expect(keys.signer.sign('object', 'record')).rejects.toThrow(
    'no database',
  );
  expect((await keys.signer.sign('object', 'record')).key).toBe('a');
  await keys.signer.sign('object', 'record');
  expect(answers).toBe(2);
});
