import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import type { RecordKey } from '@pgstage/backstage-plugin-postgres-node';
import { readQuotas } from './readQuotas';
import type { RateLimits } from './router/rateLimits';
import type { QuotaConfig } from './service/Quotas';

/** An HMAC-SHA256 key as long as its digest: 32 bytes are 43 characters of base64. */
const MIN_KEY_LENGTH = 32;

/** The configuration of the plugin. */
export interface PostgresConfig {
  /** Entity refs of groups and users that may do everything if no permission policy decides. */
  admins: string[];
  /** Whether passwords can be revealed. */
  reveal: boolean;
  /** Whether a permission policy decides instead of ownership. */
  policyDecides: boolean;
  reconcileSchedule: SchedulerServiceTaskScheduleDefinition;
  /** Keys for the signatures of records; the first one signs. Absent: the plugin creates one. */
  recordKeys?: RecordKey[];
  /** Timeout of calls to other plugins of this Backstage. */
  backstageTimeoutMs: number;
  rateLimits: RateLimits;
  quotas: QuotaConfig;
}

/**
 * Reads and validates the configuration.
 *
 * @throws an error with the key and the violated rule.
 */
export function readPostgresConfig(config: RootConfigService): PostgresConfig {
  const schedule = config.getOptionalConfig('postgres.reconcile.schedule');
  return {
    admins: (config.getOptionalStringArray('postgres.admins') ?? []).map(
      readAdmin,
    ),
    reveal: config.getOptionalBoolean('postgres.reveal.enabled') ?? false,
    policyDecides: config.getOptionalBoolean('permission.enabled') ?? false,
    reconcileSchedule: schedule
      ? readSchedule(schedule)
      : {
          frequency: { minutes: 5 },
          timeout: { minutes: 5 },
          initialDelay: { seconds: 15 },
        },
    recordKeys: readRecordKeys(config),
    backstageTimeoutMs: readTimeout(config, 'postgres.timeouts.backstage', {
      seconds: 5,
    }),
    quotas: readQuotas(config),
    rateLimits: {
      writesPerMinute: readCount(
        config,
        'postgres.rateLimits.writesPerMinute',
        120,
      ),
      listsPerMinute: readCount(
        config,
        'postgres.rateLimits.listsPerMinute',
        600,
      ),
    },
  };
}

function readRecordKeys(config: RootConfigService): RecordKey[] | undefined {
  const keys = config
    .getOptionalConfigArray('postgres.recordKeys')
    ?.map(entry => ({
      id: entry.getString('id'),
      key: entry.getString('key'),
    }));
  if (!keys?.length) return undefined;
  keys.forEach(({ id, key }, index) => {
    const at = `Configuration 'postgres.recordKeys[${index}]`;
    if (key.length < MIN_KEY_LENGTH) {
      throw new InputError(
        `${at}.key' must have at least ${MIN_KEY_LENGTH} characters: create one with 'openssl rand -base64 32'`,
      );
    }
    if (keys.findIndex(other => other.id === id) < index) {
      throw new InputError(`${at}.id' must be unique`);
    }
  });
  return keys;
}

function readCount(
  config: RootConfigService,
  key: string,
  otherwise: number,
): number {
  const count = config.getOptionalNumber(key) ?? otherwise;
  if (Number.isInteger(count) && count > 0) return count;
  throw new InputError(`Configuration '${key}' must be a whole number above 0`);
}

function readTimeout(
  config: RootConfigService,
  key: string,
  otherwise: HumanDuration,
): number {
  const milliseconds = durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : otherwise,
  );
  if (milliseconds > 0) return milliseconds;
  throw new InputError(`Configuration '${key}' must be greater than zero`);
}

function readAdmin(entityRef: string, index: number): string {
  // Only full refs: a short one would silently refer to an entity of another kind or namespace.
  if (!/^[^:/]+:[^:/]+\/[^:/]+$/.test(entityRef)) {
    throw new InputError(
      `Configuration 'postgres.admins[${index}]' must be a full entity ref such as 'group:default/platform', not '${entityRef}'`,
    );
  }
  return stringifyEntityRef(parseEntityRef(entityRef));
}

function readSchedule(
  config: Parameters<
    typeof readSchedulerServiceTaskScheduleDefinitionFromConfig
  >[0],
): SchedulerServiceTaskScheduleDefinition {
  let schedule;
  try {
    schedule = readSchedulerServiceTaskScheduleDefinitionFromConfig(config);
  } catch (error) {
    // The original error contains only the key below the schedule.
    throw new InputError(
      `Configuration 'postgres.reconcile.schedule' is invalid: ${
        toError(error).message
      }`,
    );
  }
  if (schedule.scope === 'local') {
    throw new InputError(
      "Configuration 'postgres.reconcile.schedule.scope' must be 'global': two backends that reconcile the same database at the same time would undo each other's changes",
    );
  }
  return schedule;
}
