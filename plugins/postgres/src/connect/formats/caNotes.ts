import { libpqTlsNotes } from '@pgstage/backstage-plugin-postgres-common';
import { ConnectionParameters, tlsOf } from '../connectionParameters';

/** For drivers that need no word for the system's certificates. */
export function caNotes(target: ConnectionParameters): string[] {
  return target.caFile ? libpqTlsNotes(tlsOf(target)) : [];
}
