import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** PostgreSQL's own default for `scram_iterations`. */
const ITERATIONS = 4096;

/**
 * Returns a random password of 32 characters (192 bits) of A-Z, a-z, 0-9, `-` and
 * `_`, which needs no escaping in URLs and shells.
 *
 * @public
 */
export function generatePassword(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * Returns the SCRAM-SHA-256 verifier that PostgreSQL stores for a password (RFC
 * 5803). Sent instead of the password, so that no log of the server contains it.
 * Only for ASCII: other passwords require SASLprep first.
 *
 * @public
 */
export async function scramVerifier(
  password: string,
  salt: Buffer = randomBytes(16),
): Promise<string> {
  const salted = await promisify(pbkdf2)(
    password,
    salt,
    ITERATIONS,
    32,
    'sha256',
  );
  const hmac = (text: string) =>
    createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256')
    .update(hmac('Client Key'))
    .digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString(
    'base64',
  )}$${storedKey}:${serverKey}`;
}
