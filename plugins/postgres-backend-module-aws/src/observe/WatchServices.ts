import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RecordSigner } from '@pgstage/backstage-plugin-postgres-node';
import type { RegionLoginOptions } from '../sql';

/** The services that a watch requires. */
export interface WatchServices extends RegionLoginOptions {
  signer: RecordSigner;
  logger: LoggerService;
}
