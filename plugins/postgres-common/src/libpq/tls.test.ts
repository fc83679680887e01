import { CA_FILE, libpqTls, libpqTlsNotes } from './tls';

it.each([
  ['prefer', undefined, { sslmode: 'prefer' }],
  ['require', CA_FILE, { sslmode: 'require' }],
  ['verify-ca', CA_FILE, { sslmode: 'verify-ca', sslrootcert: CA_FILE }],
  ['verify-full', CA_FILE, { sslmode: 'verify-full', sslrootcert: CA_FILE }],
  ['verify-full', undefined, { sslmode: 'verify-full', sslrootcert: 'system' }],
  // libpq rejects a weaker mode with the certificates of the system.
  ['verify-ca', undefined, { sslmode: 'verify-full', sslrootcert: 'system' }],
] as const)(
  'returns the parameters for %s with the CA %s',
  (sslMode, ca, tls) => {
    expect(libpqTls(sslMode, ca)).toEqual(tls);
  },
);

it('adds a note about the CA file only if there is one', () => {
  const notes = (...of: Parameters<typeof libpqTls>) =>
    libpqTlsNotes(libpqTls(...of)).join();
  expect(notes('require', CA_FILE)).toBe('');
  expect(notes('verify-full')).toMatch(/libpq 16/);
  expect(notes('verify-full')).not.toMatch(/[Ss]ave/);
  expect(notes('verify-full', CA_FILE)).toMatch(/^Save .* postgres-ca\.crt/);
});
