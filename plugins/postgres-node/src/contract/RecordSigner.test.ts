import { createRecordSigner, type RecordKey } from './RecordSigner';

const first = { id: 'a', key: 'secret of a' };
const second = { id: 'b', key: 'secret of b' };
const signerOf = (...keys: RecordKey[]) => createRecordSigner(async () => keys);

it('verifies a signature only for its object and payload', async () => {
  const signer = signerOf(first);
  const signature = await signer.sign('object 1', 'record');
  expect(signature).toEqual({ key: 'a', mac: expect.any(String) });
  const verify = (
    identity: string,
    payload: string,
    change: Partial<typeof signature> = {},
  ) => signer.verify(identity, payload, { ...signature, ...change });
  expect(await verify('object 1', 'record')).toBe('valid');
  expect(await verify('object 2', 'record')).toBe('invalid');
  expect(await verify('object 1', 'other record')).toBe('invalid');
  // The signature covers the boundary between the two texts.
  expect(await verify('object 1record', '')).toBe('invalid');
  expect(await verify('object 1', 'record', { mac: '' })).toBe('invalid');
  expect(await verify('object 1', 'record', { key: 'unknown' })).toBe(
    'invalid',
  );
});

it('signs with the first key, and verifies with the others', async () => {
  const old = await signerOf(first).sign('object', 'record');
  const rotated = signerOf(second, first);
  expect(await rotated.verify('object', 'record', old)).toBe('outdated');
  expect((await rotated.sign('object', 'record')).key).toBe('b');
  expect(await signerOf(second).verify('object', 'record', old)).toBe(
    'invalid',
  );
});

it('verifies only with the key of the signature', async () => {
  const signature = await signerOf(first).sign('object', 'record');
  const swapped = signerOf({ id: 'a', key: second.key });
  expect(await swapped.verify('object', 'record', signature)).toBe('invalid');
});
