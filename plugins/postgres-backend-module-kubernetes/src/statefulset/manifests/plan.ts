import type {
  DatabaseRecord,
  OwnerReference,
  resolvedFields,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Promotion, StatefulSetConfig } from '../model';

/** A spec with the defaults of the configuration. */
export type ResolvedSpec = ReturnType<typeof resolvedFields> & {
  version: string;
  options?: Record<string, unknown>;
};

/** Everything that the manifests of a database depend on. */
export interface DatabasePlan {
  ref: string;
  namespace: string;
  name: string;
  spec: ResolvedSpec;
  record: DatabaseRecord;
  config: StatefulSetConfig;
  /** false: a restore that the database was created by has not ended. */
  isFilled?: boolean;
  /** Index of the primary; absent: the first instance. */
  primary?: number;
  /** The last promotion. */
  promotion?: Promotion;
  /** The read-write Service, which owns the other objects; absent: it does not exist yet. */
  owner?: OwnerReference;
}
