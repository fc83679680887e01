import {
  databaseOperations,
  handledOperations,
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
import { deleteBackupSuite } from './deleteBackupSuite';
import { logsSuite } from './logsSuite';
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
 * Optional features of a provider: operations; `scale`, `render`, `reconcile`
 * and `option-classes`; additional `roles` and `databases`; and two that depend
 * on the harness: databases that another tool manages (`managed`), and an engine
 * that accepts calls without a response (`stall`).
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

/** Specific suites. Without one for each feature that is not a handled operation, this does not compile. */
const specificSuites: Record<
  Exclude<ConformanceFeature, HandledOperation>,
  Suite
> & {
  [K in HandledOperation]?: Suite;
} = {
  change: changeSuite,
  remove: removeSuite,
  'rotate-password': rotateSuite,
  backup: backupSuite,
  'delete-backup': deleteBackupSuite,
  restore: restoreSuite,
  'reveal-credentials': revealSuite,
  'read-logs': logsSuite,
  scale: scaleSuite,
  render: renderSuite,
  reconcile: reconcileSuite,
  'option-classes': optionClassesSuite,
  roles: contentsSuite('roles'),
  databases: contentsSuite('databases'),
  managed: managedSuite,
  stall: stallSuite,
};

/** The suite of each feature. */
export const conformanceFeatures = {
  ...Object.fromEntries(
    handledOperations.map(({ id }) => [id, operateSuite(id)]),
  ),
  ...specificSuites,
} as Record<ConformanceFeature, Suite>;

/** Returns whether a provider offers a feature at a location; undefined if that depends on the harness. */
export function isOffered(
  feature: ConformanceFeature,
  provider: PostgresProvider,
  description: ProviderDescription,
  location: string,
): boolean | undefined {
  const { operations, fields } = description;
  if (feature in databaseOperations)
    return operations[feature as DatabaseOperation]?.supported === true;
  switch (feature) {
    case 'scale':
      return fields.includes('instances');
    case 'roles':
    case 'databases':
      return offersContents(feature, description, location);
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
