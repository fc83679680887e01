import { percent } from '../quoting';
import { verifies } from '../connectionParameters';
import { authority, queryOf } from '../uri';
import { caNotes } from './caNotes';
import { SnippetFormat } from './types';

/**
 * Returns an IPv6 address without "::", any other host unchanged: pgJDBC
 * compares the text with the one that Java reads from the certificate.
 */
function inFull(host: string): string {
  const [head, tail] = host.split('::');
  if (tail === undefined) return host;
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = Array(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].join(':');
}

/** A URL of pgJDBC, which does not read environment variables. */
export const jdbc: SnippetFormat = {
  id: 'jdbc',
  label: 'JDBC',
  build(t, target) {
    const { hostaddr, port, database, user, caFile } = target;
    // pgJDBC compares the name in the certificate with the host that it connects to.
    const isOtherName = hostaddr !== undefined;
    const query = queryOf({
      user,
      sslmode: isOtherName ? 'verify-ca' : target.sslMode,
      sslrootcert: caFile,
      sslfactory:
        verifies(target) && !caFile
          ? 'org.postgresql.ssl.DefaultJavaSSLFactory'
          : undefined,
    });
    const host = inFull(hostaddr ?? target.host);
    const address = authority({ host, port });
    return {
      code: `jdbc:postgresql://${address}/${percent(database)}?${query}`,
      notes: [
        t('formats.jdbcPassword'),
        ...(isOtherName ? [t('formats.jdbcTunnel')] : []),
        ...caNotes(target),
      ],
    };
  },
};
