import {
  databaseOperations,
  type DatabaseOperation,
  type HandledOperation,
  type ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresProvider } from '../../contract/PostgresProvider';
import { backupSuite } from './backupSuite';
import { changeSuite } from './changeSuite';
import { contentsSuite } from './contentsSuite';
import { offersContents } from './contentsSupport';
import type { ConformanceContext } from './context';
import { handledOperations } from './handledOperations';
import { managedSuite } from './managedSuite';
import { operateSuite } from './operateSuite';
import { optionClassesSuite } from './optionClassesSuite';
import { reconcileSuite } from './reconcileSuite';
import { removeSuite } from './removeSuite';
import { renderSuite } from './renderSuite';
import { restoreSuite } from './restoreSuite';
import { revealSuite } from './revealSuite';
import { rotateSuite } from './rotateSuite';
import { scaleSuite } from './scaleSuite';
import { stallSuite } from './stallSuite';

/**
 * What a provider need not offer, by name: operations; `scale`, `render`,
 * `reconcile`, `option-classes`; further `roles` and `databases`; and what a
 * harness may be unable to set up: databases that another tool manages
 * (`managed`), and an upstream that accepts calls without a response (`stall`).
 *
 * @public
 */
export type ConformanceFeature =
  | Exclude<DatabaseOperation, 'bind'>
  | 'scale'
  | 'render'
  | 'reconcile'
  | 'option-classes'
  | 'roles'
  | 'databases'
  | 'managed'
  | 'stall';

type Suite = (context: ConformanceContext) => void;

/** An operation that no method of a provider does alone has its own, or does not compile. */
const ownSuites: Record<
  Exclude<ConformanceFeature, HandledOperation>,
  Suite
> & {
  [K in HandledOperation]?: Suite;
} = {
  change: changeSuite,
  remove: removeSuite,
  'rotate-password': rotateSuite,
  backup: backupSuite,
  restore: restoreSuite,
  'reveal-credentials': revealSuite,
  scale: scaleSuite,
  render: renderSuite,
  reconcile: reconcileSuite,
  'option-classes': optionClassesSuite,
  roles: contentsSuite('roles'),
  databases: contentsSuite('databases'),
  managed: managedSuite,
  stall: stallSuite,
};

/** The suite of each part. */
export const conformanceFeatures = {
  ...Object.fromEntries(
    handledOperations.map(({ id }) => [id, operateSuite(id)]),
  ),
  ...ownSuites,
} as Record<ConformanceFeature, Suite>;

/** Whether a provider offers a part; undefined where the harness decides. */
export function isOffered(
  part: ConformanceFeature,
  provider: PostgresProvider,
  description: ProviderDescription,
): boolean | undefined {
  const { operations, fields } = description;
  if (part in databaseOperations)
    return operations[part as DatabaseOperation]?.supported === true;
  switch (part) {
    case 'scale':
      return fields.includes('instances');
    case 'roles':
    case 'databases':
      return offersContents(part, description);
    case 'render':
      return provider.render !== undefined;
    case 'reconcile':
      return provider.reconcile !== undefined;
    case 'option-classes':
      return provider.classifyOptions !== undefined;
    default:
      return undefined;
  }
}
