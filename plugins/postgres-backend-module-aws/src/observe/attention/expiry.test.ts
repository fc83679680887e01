import { facts } from '../../__testUtils__/instances';
import { certificateAttention } from './expiry';

const now = new Date('2030-02-01T12:00:00.000Z');

it.each([
  ['2030-03-03T12:00:00.001Z', undefined],
  ['2030-03-03T12:00:00.000Z', 'expires in 30 days,'],
  ['2030-02-02T12:00:00.000Z', 'expires in 1 day,'],
  ['2030-02-01T12:00:00.001Z', 'expires in 0 days,'],
  ['2030-02-01T12:00:00.000Z', 'expired'],
])('a certificate that is valid until %s: %s', (validTill, expected) => {
  const CertificateDetails = {
    CAIdentifier: 'rds-ca-rsa2048-g1',
    ValidTill: new Date(validTill),
  };
  const [row] = certificateAttention(facts({ CertificateDetails }), now);
  expect(row?.what.text).toBe(
    expected && `The certificate of the server ${expected} at ${validTill}.`,
  );
});
