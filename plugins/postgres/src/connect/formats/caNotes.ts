import { libpqTlsNotes } from '@pgstage/backstage-plugin-postgres-common';
import { ConnectionParameters, tlsOf } from '../connectionParameters';

/** Notes for drivers that use the system's certificates by default. */
export function caNotes(target: ConnectionParameters): string[] {
  return target.caFile ? libpqTlsNotes(tlsOf(target)) : [];
}
