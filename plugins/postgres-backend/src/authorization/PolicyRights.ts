import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  databaseBindPermission,
  databaseCreatePermission,
  postgresPermissions,
  RESOURCE_TYPE_POSTGRES_DATABASE,
  type Database,
  type Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import { LRUCache } from 'lru-cache';
import { askBackstage } from './askBackstage';
import type { Caller } from './Caller';
import type { ReadOptions } from './CatalogReader';
import type { Ownership } from './Ownership';
import type { Rights, RightsSource } from './Rights';
import type { PolicyDatabase, PolicyDatabaseQuery } from './rules';

const onDatabases = postgresPermissions.filter(permission =>
  isResourcePermission(permission, RESOURCE_TYPE_POSTGRES_DATABASE),
);

type Decisions = Map<string, PolicyDecision>;

/**
 * Asks Backstage's permission framework: the policy for a person, the access
 * restrictions of its token for a service.
 */
export class PolicyRights implements RightsSource {
  readonly #permissions: PermissionsService;
  readonly #ownership: Ownership;
  readonly #isAllowed: (
    decision: PolicyDecision,
    resource: PolicyDatabase | undefined,
  ) => boolean;
  readonly #decisions = new LRUCache<string, Decisions>({
    max: 5_000,
    ttl: 5_000,
  });

  constructor(services: {
    permissions: PermissionsService;
    ownership: Ownership;
    ruleset: PermissionRuleset<PolicyDatabase, PolicyDatabaseQuery>;
  }) {
    this.#permissions = services.permissions;
    this.#ownership = services.ownership;
    this.#isAllowed = createConditionAuthorizer(services.ruleset);
  }

  of: RightsSource['of'] = async (caller, databases, options = {}) => {
    const decisions = await this.#decide(caller, options);
    const conditional = [...decisions.values()].some(
      ({ result }) => result === AuthorizeResult.CONDITIONAL,
    );
    const ownersOf = conditional
      ? await this.#ownership.ownersOf(databases, options)
      : () => [];
    const permit: Rights['permit'] = ({ name }, database) => {
      const decision = decisions.get(name) ?? { result: AuthorizeResult.DENY };
      return toPermit(
        name,
        this.#isAllowed(
          decision,
          toPolicyDatabase(database, ownersOf(database)),
        ),
        database.binding?.owner,
      );
    };
    return { permit };
  };

  permitCreate: RightsSource['permitCreate'] = async caller => {
    const { credentials } = caller;
    const [{ result }] = await askBackstage('permission', () =>
      this.#permissions.authorize([{ permission: databaseCreatePermission }], {
        credentials,
      }),
    );
    return toPermit(
      databaseCreatePermission.name,
      result === AuthorizeResult.ALLOW,
    );
  };

  // The policy has decided about the database; what an entity may use is no permission of its own.
  permitUse: RightsSource['permitUse'] = async () =>
    toPermit(databaseBindPermission.name, true);

  async #decide(caller: Caller, options: ReadOptions): Promise<Decisions> {
    // Decisions about services are made in this process, and two tokens of one subject may differ.
    const cacheable = !caller.isService;
    const cached =
      cacheable && !options.fresh && this.#decisions.get(caller.actor);
    if (cached) return cached;
    const { credentials } = caller;
    const answers = await askBackstage('permission', () =>
      this.#permissions.authorizeConditional(
        onDatabases.map(permission => ({ permission })),
        { credentials },
      ),
    );
    const decisions = new Map(
      onDatabases.map((permission, index) => [permission.name, answers[index]]),
    );
    if (cacheable) this.#decisions.set(caller.actor, decisions);
    return decisions;
  }
}

/** A database as permission rules see it. */
export function toPolicyDatabase(
  { provider, location }: Database,
  owners: string[],
): PolicyDatabase {
  return { provider, location, owners };
}

function toPermit(
  permission: string,
  allowed: boolean,
  owner?: string,
): Permit {
  if (allowed) return { allowed, permission };
  const help = owner ? ` The database belongs to ${owner}.` : '';
  return {
    allowed,
    permission,
    reason: `The permission policy of this Backstage does not grant it to you.${help}`,
  };
}
