import { createRecordSigner } from '../contract/RecordSigner';
import { RecordCodec, type RecordLimits } from './RecordCodec';

interface Note {
  version: 1;
  text: string;
}
const signer = createRecordSigner(async () => [{ id: 'k', key: 'secret' }]);
const codecOf = (limits: RecordLimits, by = signer) =>
  new RecordCodec<Note>(
    {
      parse: value => {
        const { version, text } = value as Partial<Note>;
        return version === 1 && typeof text === 'string'
          ? { version, text }
          : undefined;
      },
      limits,
    },
    by,
  );
const comment: RecordLimits = { bytes: 400, anyText: true };
/** The limits of Amazon RDS. */
const tags: RecordLimits = { bytes: 256, values: 3, anyText: false };
const note = (text: string): Note => ({ version: 1, text });
const hostile = note(`o'neil, "ä" \\ {} \n€`);

it.each([comment, tags])(
  'reads a record that it wrote, only for its object',
  async limits => {
    const codec = codecOf(limits);
    const values = await codec.write(hostile, 'object 1');
    expect(await codec.read(values, 'object 1')).toEqual({
      record: hostile,
      signature: 'valid',
    });
    expect(await codec.read(values, 'object 2')).toEqual({
      record: hostile,
      signature: 'invalid',
    });
  },
);

it('writes values that are valid tags and within the limits', async () => {
  const values = await codecOf(tags).write(note('x'.repeat(300)), 'object');
  expect(values).toHaveLength(3);
  for (const value of values) expect(value).toMatch(/^[\w-]{1,256}$/);
  expect(await codecOf(tags).read(values, 'object')).toMatchObject({
    signature: 'valid',
  });
});

it.each([comment, tags])(
  'rejects a record that exceeds the limits',
  async limits => {
    const codec = codecOf(limits);
    await codec.check(note('x'.repeat(200)));
    const large = note('x'.repeat(700));
    await expect(codec.check(large)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('exceeds'),
    });
    await expect(codec.write(large, 'object')).rejects.toThrow('exceeds');
  },
);

it('returns records that were written or changed by others as invalid', async () => {
  const codec = codecOf(comment);
  const [text] = await codec.write(note('original'), 'object');
  for (const forged of [
    text.replace('original', 'modified'),
    '{"version":1,"text":"a"}',
  ])
    expect(await codec.read([forged], 'object')).toMatchObject({
      signature: 'invalid',
    });
});

it.each([
  '',
  'text',
  '{',
  '[]',
  'null',
  '{"version":2,"text":"a"}',
  `{"version":1,"text":"${'x'.repeat(500)}"}`,
])('returns no record for %j', async text => {
  expect(await codecOf(comment).read([text], 'object')).toBeUndefined();
});

it('does not write an invalid record', async () => {
  const broken = { version: 2, text: 'a' } as unknown as Note;
  await expect(codecOf(comment).write(broken, 'object')).rejects.toThrow();
});

it('does not compile with any text in several values, because splitting could cut a character', () => {
  // @ts-expect-error
  expect(() => codecOf({ bytes: 9, values: 2, anyText: true })).not.toThrow();
});
