import type {
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import {
  postgresPermissions,
  RESOURCE_TYPE_POSTGRES_DATABASE,
} from '@pgstage/backstage-plugin-postgres-common';
import { Authorizer } from './authorization/Authorizer';
import { CatalogProbe } from './authorization/CatalogProbe';
import { CatalogReader } from './authorization/CatalogReader';
import { Ownership } from './authorization/Ownership';
import { OwnershipGuard, overlap } from './authorization/OwnershipGuard';
import { PolicyRights, toPolicyDatabase } from './authorization/PolicyRights';
import {
  postgresDatabaseResourceRef,
  postgresRules,
} from './authorization/rules';
import type { PostgresConfig } from './config';
import type { DatabaseDirectory } from './directory/DatabaseDirectory';
import type { ProviderRegistry } from './providers/ProviderRegistry';
import { SectionReader } from './sections/SectionReader';
import { BindingPlanner } from './service/BindingPlanner';
import { DatabaseBackups } from './service/DatabaseBackups';
import { DatabaseBindings } from './service/DatabaseBindings';
import { DatabaseFinder } from './service/DatabaseFinder';
import { DatabaseOperations } from './service/DatabaseOperations';
import { DefaultPostgresService } from './service/DefaultPostgresService';
import type { BackendPostgresService } from './service/types';
import { Quotas } from './service/Quotas';
import { quotasReader } from './service/quotasReader';
import { WriteSteps } from './service/WriteSteps';

/** Long enough for many open tabs to share one call, short enough to show changes of the lag. */
const SECTIONS = { cacheMs: 2_000, timeoutMs: 10_000 };

/** Creates the service with its dependencies, and registers permissions and rules. */
export function createService(options: {
  config: PostgresConfig;
  directory: DatabaseDirectory;
  registry: ProviderRegistry;
  auth: AuthService;
  catalog: CatalogService;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  userInfo: UserInfoService;
}): BackendPostgresService {
  const { config, directory, registry, permissions, permissionsRegistry } =
    options;
  const catalog = new CatalogReader(options);
  const ownership = new Ownership({ catalog, userInfo: options.userInfo });

  permissionsRegistry.addPermissions(
    postgresPermissions.filter(permission => !isResourcePermission(permission)),
  );
  permissionsRegistry.addResourceType({
    resourceRef: postgresDatabaseResourceRef,
    permissions: postgresPermissions.filter(permission =>
      isResourcePermission(permission, RESOURCE_TYPE_POSTGRES_DATABASE),
    ),
    rules: Object.values(postgresRules),
    getResources: async refs => {
      const found = refs.map(ref => directory.get(ref)?.database);
      const bindingRights = await ownership.bindingRightsOf(
        found.flatMap(database => database ?? []),
      );
      return found.map(
        database =>
          database &&
          toPolicyDatabase(database, bindingRights(database).owners),
      );
    },
  });

  const policy = new PolicyRights({
    permissions,
    ownership,
    admins: config.admins,
    ruleset: permissionsRegistry.getPermissionRuleset(
      postgresDatabaseResourceRef,
    ),
    logger: options.logger,
  });
  const authorizer = new Authorizer(
    { catalog, ownership },
    {
      // The default permissions service allows everything while the framework is disabled.
      users: config.policyDecides
        ? policy
        : new OwnershipGuard(ownership, config.admins),
      services: policy,
    },
  );
  const sections = new SectionReader({ ...SECTIONS, logger: options.logger });
  directory.onChange(({ before, after }) => {
    if (!after) sections.forget(before!.ref);
    // A section read before the change would contradict the new state.
    else if (before) sections.expire(after.ref);
  });
  const finder = new DatabaseFinder({
    directory,
    registry,
    authorizer,
    reveal: config.reveal,
  });
  const steps = new WriteSteps({ directory, registry, finder, sections });
  const quotas = new Quotas(directory, config.quotas, registry);
  const planner = new BindingPlanner({
    directory,
    catalog,
    ownership,
    authorizer,
    admins: config.admins,
  });
  return new DefaultPostgresService({
    directory,
    registry,
    authorizer,
    finder,
    isAdmin: async caller =>
      overlap(await ownership.claimsOf(caller), config.admins),
    sections,
    probe: new CatalogProbe(options),
    readQuotas: quotasReader({ catalog, quotas }),
    bindings: new DatabaseBindings({
      directory,
      registry,
      authorizer,
      finder,
      planner,
      quotas,
      steps,
    }),
    backups: new DatabaseBackups({ finder, registry, sections, steps }),
    operations: new DatabaseOperations({ steps, directory, registry, quotas }),
  });
}
