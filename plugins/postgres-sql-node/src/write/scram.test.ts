import { generatePassword, scramVerifier } from './scram';

it('generates unique passwords that need no escaping', () => {
  const passwords = Array.from({ length: 100 }, generatePassword);
  expect(new Set(passwords).size).toBe(100);
  for (const password of passwords)
    expect(password).toMatch(/^[A-Za-z0-9_-]{32}$/);
});

it('returns the same verifier as PostgreSQL', async () => {
  // Read from pg_authid of PostgreSQL 18.4 after ALTER ROLE ... PASSWORD 'pencil'.
  const expected =
    'SCRAM-SHA-256$4096:u6ml7sceTWFgsJCf30QBtA==$gGnETcP/K9eNA8yRHOC/wfff14LKkCEMTFXEORTJ9TQ=:k/AR6qWpGv3Z2zZTmqmkb3oQ0xhalQCCmMo33Ozmjlk=';
  const salt = Buffer.from(/:(.*)\$/.exec(expected)![1], 'base64');
  expect(await scramVerifier('pencil', salt)).toBe(expected);
});
