import {
  bytesOf,
  growingClaims,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Moment } from '../moment';
import { DISK_FULL } from '../phases';
import { askedSizes } from '../askedSizes';

/** What is left to do about a full disk once a volume claim was made larger than the database asks for. */
export function diskFullStep({ found }: Moment): string | undefined {
  if (found.cluster.status.phase !== DISK_FULL) return undefined;
  const growing = growingClaims(found);
  if (growing) return `Wait until ${growing} has grown.`;
  const sizes = askedSizes(found);
  const grown = found.volumeClaims.find(({ role = '', requested }) => {
    const [asked, given] = [sizes[role], requested].map(bytesOf);
    return asked !== undefined && given !== undefined && given > asked;
  });
  return (
    grown &&
    `The volume claim ${grown.name} has grown to ${grown.requested}: raise the storage size to that, too. Where PostgreSQL does not come back within some minutes, ask the platform team.`
  );
}
