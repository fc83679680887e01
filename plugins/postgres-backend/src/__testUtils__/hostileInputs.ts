import fc from 'fast-check';

const classics = [
  '',
  ' ',
  "'; DROP DATABASE postgres; --",
  'a"b',
  '../../etc/passwd',
  '..',
  '%2e%2e%2f',
  '%00',
  '$(reboot)',
  '{{ x }}',
  '${{ secrets.x }}',
  '<script>alert(1)</script>',
  'a\nerror: forged',
  'a\r\nSet-Cookie: x=y',
  '\u001b[2J\u009b31m',
  '\u202egnp.exe',
  '\u2028',
  '\0',
  '\ud800',
  '🐘\udc00',
  '__proto__',
  'constructor',
  'NaN',
  '-1',
  '1e309',
  'true',
  'null',
  '[object Object]',
];
const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'length'];

/** Text that has broken other software, or could. */
const text = fc.oneof(
  fc.constantFrom(...classics),
  fc.string({ unit: 'binary', maxLength: 20 }),
  // Around the surrogates, so that many are halves.
  fc
    .array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 8 })
    .map(codes => String.fromCharCode(...codes)),
  fc.nat(3_000).map(length => 'x'.repeat(length)),
);

const nested = fc.nat(40).map(levels => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1)
    value = level % 2 ? [value] : { a: value };
  return value;
});

const entries = (value: fc.Arbitrary<unknown>) =>
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...keys), text), value), {
      maxLength: 5,
    })
    .map(pairs => Object.fromEntries(pairs));

const scalar = fc.oneof(
  text,
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER * 4, -0, null, true, false),
);

/** Invalid values for a field. */
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 5 }),
  fc.nat(400).map(length => Array(length).fill('a')),
  entries(scalar),
  entries(entries(scalar)),
  nested,
);

/** One attempt: replacements in a valid request. */
export interface HostileInput {
  /** Values by field, including unknown fields. */
  fields: Record<string, unknown>;
  /** Replaces the ref of the database. */
  ref?: string;
  /** Replaces the whole body, as sent. */
  rawBody?: string;
  contentType?: string;
}

/** Returns inputs for a route with these fields, the same for the same seed. */
export function hostileInputs(
  known: string[],
  { seed, count }: { seed: number; count: number },
): HostileInput[] {
  const field = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...known, ...keys) },
    { weight: 1, arbitrary: text },
  );
  const fields = fc
    .array(fc.tuple(field, value), { minLength: 1, maxLength: 2 })
    .map(pairs => Object.fromEntries(pairs));
  const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary },
    );
  return fc.sample(
    fc.record({
      fields,
      ref: seldom(
        fc.oneof(
          text,
          text.map(name => `memory:main/${name}`),
        ),
      ),
      rawBody: seldom(
        fc.oneof(
          text,
          value.map(sent => JSON.stringify(sent)),
        ),
      ),
      contentType: seldom(
        fc.constantFrom(
          'text/plain',
          'application/x-www-form-urlencoded',
          'application/json; charset=latin7',
          'multipart/form-data; boundary=x',
        ),
      ),
    }),
    { seed, numRuns: count },
  );
}
