import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import { binding } from './instances';
import { LOCATION } from './testRegion';

export const actor = 'user:default/ada';

/** A request for a database that may be removed again. */
export const requestFor = (
  name: string,
  more: Partial<ProvisionDatabase> = {},
): ProvisionDatabase => ({
  provider: 'aws-rds',
  location: LOCATION,
  name,
  size: 'small',
  storage: '20Gi',
  protected: false,
  binding,
  ...more,
});
