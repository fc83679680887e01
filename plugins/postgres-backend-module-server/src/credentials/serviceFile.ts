import type { CredentialEntry } from '@pgstage/backstage-plugin-postgres-node';
import {
  libpqTls,
  sslModeSchema,
} from '@pgstage/backstage-plugin-postgres-common';

const HEADER = '# Written by Backstage: manual changes are overwritten.\n';
const REF = '# pgstage ref: ';
/** A service has one address; the password file has a line for each address. */
const ALSO_AT = '# also at: ';
const PREVIOUS_USER = '# previous user: ';
const VERSION = '# password version: ';

/** An entry without its password, as a service of libpq. */
export interface Service extends Omit<CredentialEntry, 'password' | 'ca'> {
  service: string;
  /** Path of the CA certificate of the entry. */
  caFile?: string;
  /** The user of the entry that this one replaced: its password stays in the file for clients that read only that. */
  previousUser?: string;
}

/**
 * Returns the contents of a `pg_service.conf`. The format has no quoting or
 * escaping, so the values must be validated before.
 */
export function formatServices(services: Service[]): string {
  const sections = services.map(
    ({ ref, service, host, port, alsoAt, database, user, ...other }) => {
      const { sslMode, caFile, previousUser, version } = other;
      const tls = Object.entries(libpqTls(sslMode, caFile));
      const lines = tls.map(pair => `${pair.join('=')}\n`).join('');
      const more = (alsoAt ?? []).map(
        address => `${ALSO_AT}${address.port} ${address.host}\n`,
      );
      if (previousUser !== undefined)
        more.push(`${PREVIOUS_USER}${previousUser}\n`);
      if (version !== undefined) more.push(`${VERSION}${version}\n`);
      return `${REF}${ref}\n[${service}]\nhost=${host}\nport=${port}\ndbname=${database}\nuser=${user}\n${lines}${more.join(
        '',
      )}`;
    },
  );
  return [HEADER, ...sections].join('\n');
}

/** Parses the contents that {@link formatServices} returns. */
export function parseServices(text: string): Service[] {
  return `\n${text}`
    .split(`\n${REF}`)
    .slice(1)
    .map(section => {
      const [ref, header, ...lines] = section.split('\n');
      const values = new Map(
        lines.map(line => {
          const equals = line.indexOf('=');
          return [line.slice(0, equals), line.slice(equals + 1)];
        }),
      );
      const value = (key: string) => values.get(key) ?? '';
      const caFile = value('sslrootcert');
      const comment = (key: string) =>
        lines.find(line => line.startsWith(key))?.slice(key.length);
      const previousUser = comment(PREVIOUS_USER);
      const version = comment(VERSION);
      return {
        ref,
        service: header.slice(1, -1),
        host: value('host'),
        port: Number(value('port')),
        alsoAt: lines.flatMap(line => {
          if (!line.startsWith(ALSO_AT)) return [];
          const [otherPort, otherHost] = line
            .slice(ALSO_AT.length)
            .split(/ (.*)/);
          return { host: otherHost, port: Number(otherPort) };
        }),
        database: value('dbname'),
        user: value('user'),
        sslMode: sslModeSchema.parse(value('sslmode')),
        ...(caFile.startsWith('/') && { caFile }),
        ...(previousUser !== undefined && { previousUser }),
        ...(version !== undefined && { version }),
      };
    });
}
