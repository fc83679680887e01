import { Member } from '@pgstage/backstage-plugin-postgres-common';

/** A member's role in words, with how a standby follows where that is known. */
export function memberRole({ role, syncState }: Member): string {
  if (role === 'primary') return 'Primary';
  switch (syncState) {
    case 'sync':
    case 'quorum':
      return 'Standby, synchronous';
    case 'potential':
      return 'Standby, next to be synchronous';
    case 'async':
      return 'Standby, asynchronous';
    default:
      return 'Standby';
  }
}
