import { libpqTlsNotes } from '@pgstage/backstage-plugin-postgres-common';
import { ConnectTarget, tlsOf } from '../target';

/** For drivers that need no word for the system's certificates. */
export function caNotes(target: ConnectTarget): string[] {
  return target.caFile ? libpqTlsNotes(tlsOf(target)) : [];
}
