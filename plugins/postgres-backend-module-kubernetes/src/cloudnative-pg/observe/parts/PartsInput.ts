import type { PartsInput as AnyInput } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../../model';
import type { Facts } from '../facts';

/** What the parts of a database are judged by. */
export type PartsInput = AnyInput<FoundDatabase, Facts>;
