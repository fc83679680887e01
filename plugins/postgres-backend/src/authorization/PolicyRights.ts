import type {
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ResponseError, toError } from '@backstage/errors';
import {
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  databaseReadPermission,
  postgresPermissions,
  printable,
  RESOURCE_TYPE_POSTGRES_DATABASE,
  UpstreamError,
  type Message,
  type Permit,
} from '@pgstage/backstage-plugin-postgres-common';
import type { OptionClass } from '@pgstage/backstage-plugin-postgres-node';
import { LRUCache } from 'lru-cache';
import { normalizeRef } from '../directory/DatabaseIndex';
import { message } from '../messages';
import { callPlugin } from './callPlugin';
import type { Caller } from './Caller';
import type { ReadOptions } from './CatalogReader';
import { conditionProblem } from './conditionProblem';
import type { Ownership } from './Ownership';
import { overlap } from './OwnershipGuard';
import type { AuthorizedResource, RightsSource } from './Rights';
import type { PolicyDatabase, PolicyDatabaseQuery } from './rules';

const onDatabases = postgresPermissions.filter(permission =>
  isResourcePermission(permission, RESOURCE_TYPE_POSTGRES_DATABASE),
);

/** A decision, or the error of the policy. */
type Decision = PolicyDecision | { result: 'FAILED'; error: string };
type Decisions = Map<string, Decision>;

/** Statuses that are not caused by the policy. */
const NOT_OF_THE_POLICY = [401, 429, 502, 503, 504];

/**
 * Queries Backstage's permission framework: the policy for a user, the access
 * restrictions of its token for a service.
 */
export class PolicyRights implements RightsSource {
  readonly #permissions: PermissionsService;
  readonly #ownership: Ownership;
  readonly #admins: string[];
  readonly #logger: LoggerService;
  readonly #isAllowed: (
    decision: PolicyDecision,
    resource: PolicyDatabase | undefined,
  ) => boolean;
  /** Messages that were logged already, because every page view evaluates the policy. */
  readonly #warned = new LRUCache<string, boolean>({ max: 100 });
  readonly #decisions = new LRUCache<string, Decisions>({
    max: 5_000,
    ttl: 5_000,
  });

  constructor(services: {
    permissions: PermissionsService;
    ownership: Ownership;
    /** May bind any entity to a database, if the policy grants the rest. */
    admins: string[];
    ruleset: PermissionRuleset<PolicyDatabase, PolicyDatabaseQuery>;
    logger: LoggerService;
  }) {
    this.#logger = services.logger;
    this.#permissions = services.permissions;
    this.#ownership = services.ownership;
    this.#admins = services.admins;
    this.#isAllowed = createConditionAuthorizer(services.ruleset);
  }

  of: RightsSource['of'] = async (caller, pendingRights, options = {}) => {
    const [decisions, claims, bindingRights] = await Promise.all([
      this.#decide(caller, options),
      this.#ownership.claimsOf(caller, options),
      pendingRights,
    ]);
    const failureOf = (permission: string) => {
      const decision = decisions.get(permission);
      return decision?.result === 'FAILED' ? failed(decision.error) : undefined;
    };
    const allows = (permission: string, resource: PolicyDatabase) => {
      const decision = decisions.get(permission);
      return (
        decision !== undefined &&
        decision.result !== 'FAILED' &&
        this.#isAllowed(decision, resource)
      );
    };
    return {
      bindingRights,
      claims: entityRef => claims.has(normalizeRef(entityRef)),
      permit: ({ name }, database, optionClass) =>
        toPermit(
          name,
          allows(
            name,
            toPolicyDatabase(
              database,
              bindingRights(database).owners,
              optionClass,
            ),
          ),
          () => failureOf(name) ?? deniedOn(database),
        ),
      permitEntity: ({ name }, database, { entityRef, owners }) => {
        const resource = toPolicyDatabase(database, owners);
        // A granted permission does not cover this entity, unless the policy decides by entity.
        const decidesByEntity =
          allows(name, { ...resource, entities: [entityRef] }) &&
          !allows(name, { ...resource, entities: [] });
        return toPermit(
          name,
          caller.isService ||
            overlap(claims, [...owners, ...this.#admins]) ||
            decidesByEntity,
          () => failureOf(name) ?? deniedOnEntity(entityRef, owners),
        );
      },
    };
  };

  async #decide(caller: Caller, options: ReadOptions): Promise<Decisions> {
    // Decisions about services are made in this process, and two tokens of one subject can differ.
    const cacheable = !caller.isService;
    const cached =
      cacheable && !options.fresh && this.#decisions.get(caller.actor);
    if (cached) return cached;
    const answers = await this.#query(caller);
    const decisions: Decisions = new Map(
      onDatabases.map(({ name }, index) => [
        name,
        this.#checked(name, answers[index]),
      ]),
    );
    const read = decisions.get(databaseReadPermission.name);
    if (read?.result === 'FAILED') {
      throw new UpstreamError(
        'The permission policy of this Backstage',
        `read access cannot be decided, because it fails for '${databaseReadPermission.name}': ${read.error}`,
        'Ask the administrators of this Backstage to correct it',
      );
    }
    if (cacheable) this.#decisions.set(caller.actor, decisions);
    return decisions;
  }

  /**
   * Evaluates all permissions in one request. If that fails, evaluates each
   * separately, so that only those fail that the policy cannot decide.
   */
  async #query({
    credentials,
  }: Caller): Promise<Array<PolicyDecision | Error>> {
    const query = (permissions: typeof onDatabases) =>
      this.#permissions.authorizeConditional(
        permissions.map(permission => ({ permission })),
        { credentials },
      );
    return callPlugin(
      'permission',
      async () => {
        try {
          return await query(onDatabases);
        } catch (error) {
          if (
            !(error instanceof ResponseError) ||
            NOT_OF_THE_POLICY.includes(error.statusCode)
          )
            throw error;
          const alone = await Promise.allSettled(
            onDatabases.map(permission => query([permission])),
          );
          if (alone.every(({ status }) => status === 'rejected')) throw error;
          return alone.map(result =>
            result.status === 'fulfilled'
              ? result.value[0]
              : toError(result.reason),
          );
        }
      },
      credentials,
    );
  }

  #checked(permission: string, answer: PolicyDecision | Error): Decision {
    const problem =
      answer instanceof Error
        ? policyMessageOf(answer)
        : conditionProblem(answer, this.#isAllowed);
    if (problem === undefined) return answer as PolicyDecision;
    const error = printable(problem);
    const line = `'${permission}' is denied. ${failed(error).text}`;
    if (!this.#warned.has(line)) this.#logger.warn(line);
    this.#warned.set(line, true);
    return { result: 'FAILED', error };
  }
}

function policyMessageOf(error: Error): string {
  return error instanceof ResponseError
    ? error.body.error.message
    : error.message;
}

/** Returns the properties of a database that permission rules use. */
export function toPolicyDatabase(
  { provider, location, binding, spec }: AuthorizedResource,
  owners: string[],
  optionClass: OptionClass = 'free',
): PolicyDatabase {
  return {
    provider,
    location,
    owners,
    entities: (binding?.entityRefs ?? []).map(normalizeRef),
    size: spec.size,
    optionClass,
  };
}

function toPermit(
  permission: string,
  allowed: boolean,
  reason: () => Message,
): Permit {
  return allowed
    ? { allowed, permission }
    : { allowed, permission, reason: reason() };
}

function failed(error: string): Message {
  return message('policyFails', { error });
}

function deniedOn({ binding }: AuthorizedResource): Message {
  return binding
    ? message('policyDeniesDatabaseOf', { owner: binding.owner })
    : message('policyDenies');
}

function deniedOnEntity(entityRef: string, owners: string[]): Message {
  return owners.length
    ? message('policyDeniesEntityOf', { entityRef, owners: owners.join(', ') })
    : message('policyDeniesEntity', { entityRef });
}
