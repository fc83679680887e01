import {
  CreateDBParameterGroupCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBParametersCommand,
  ModifyDBParameterGroupCommand,
  type Parameter,
} from '@aws-sdk/client-rds';
import { ConflictError } from '@backstage/errors';
import { allPages } from '../aws';
import { awsTags } from './awsTags';
import type { WriteTarget } from './WriteTarget';

/**
 * Parameters of a new group. `log_statement` is not set: with `all`, a password that
 * is set by SQL would be in the log.
 */
const PARAMETERS: Parameter[] = [
  {
    ParameterName: 'rds.force_ssl',
    ParameterValue: '1',
    ApplyMethod: 'immediate',
  },
  {
    ParameterName: 'log_min_duration_statement',
    ParameterValue: '1000',
    ApplyMethod: 'immediate',
  },
  {
    ParameterName: 'shared_preload_libraries',
    ParameterValue: 'pg_stat_statements',
    ApplyMethod: 'pending-reboot',
  },
];

/**
 * Creates the parameter group of a major version, which all databases of a region
 * share, or completes it after an interrupted create. Does not change parameters that
 * are already set.
 *
 * @returns the name of the group
 */
export async function ensureParameterGroup(
  target: WriteTarget,
  version: string,
): Promise<string> {
  const family = `postgres${version.split('.')[0]}`;
  const name = `pgstage-${family}`;
  const existing = await findGroup(target, name);
  if (existing && existing.DBParameterGroupFamily !== family)
    throw new ConflictError(
      `Parameter group ${name} in ${target.api.system} has the family ${existing.DBParameterGroupFamily}, not ${family}: ask the owner of the account to remove it`,
    );
  if (!existing)
    await target.api.tryCall(
      'rds',
      new CreateDBParameterGroupCommand({
        DBParameterGroupName: name,
        DBParameterGroupFamily: family,
        Description: 'PostgreSQL databases of pgstage',
        Tags: awsTags(target.api.config),
      }),
      // Another create was faster.
      ['DBParameterGroupAlreadyExistsFault'],
      target,
    );
  const present = new Set(await readOwnParameters(target, name));
  const missing = PARAMETERS.filter(
    ({ ParameterName }) => !present.has(ParameterName),
  );
  if (missing.length)
    await target.api.call(
      'rds',
      new ModifyDBParameterGroupCommand({
        DBParameterGroupName: name,
        Parameters: missing,
      }),
      target,
    );
  return name;
}

async function findGroup(target: WriteTarget, name: string) {
  const found = await target.api.tryCall(
    'rds',
    new DescribeDBParameterGroupsCommand({ DBParameterGroupName: name }),
    ['DBParameterGroupNotFoundFault'],
    target,
  );
  return found?.DBParameterGroups?.[0];
}

/** Returns the names of the parameters that do not have the default of the engine. */
async function readOwnParameters(
  target: WriteTarget,
  name: string,
): Promise<(string | undefined)[]> {
  const pages = await allPages(
    Marker =>
      target.api.call(
        'rds',
        new DescribeDBParametersCommand({
          DBParameterGroupName: name,
          Source: 'user',
          Marker,
        }),
        target,
      ),
    ({ Marker }) => Marker,
  );
  return pages.flatMap(({ Parameters = [] }) =>
    Parameters.map(({ ParameterName }) => ParameterName),
  );
}
