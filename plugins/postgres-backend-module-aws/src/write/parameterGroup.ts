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

/** Returns the name and the family of the parameter group of a version. */
export function parameterGroupOf(version: string) {
  const family = `postgres${version.split('.')[0]}`;
  return { family, name: `pgstage-${family}` };
}

/**
 * Creates the parameter group of a major version, which all databases of a region
 * share, or completes it after an interrupted create. Does not change parameters that
 * are already set.
 *
 * @returns the name of the group
 * @throws ConflictError if its parameters are unsafe
 */
export async function ensureParameterGroup(
  target: WriteTarget,
  version: string,
): Promise<string> {
  const { family, name } = parameterGroupOf(version);
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
  const own = await readOwnParameters(target, name);
  checkSafe(target, name, own);
  const present = new Set(own.map(({ ParameterName }) => ParameterName));
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

/** Values that a new database must not have: without TLS, or with passwords that are set by SQL in the log. */
const UNSAFE: Record<string, RegExp> = {
  'rds.force_ssl': /^(0|off|false)$/i,
  log_statement: /^(all|ddl|mod)$/i,
};

function checkSafe(
  { api }: WriteTarget,
  group: string,
  parameters: Parameter[],
): void {
  const unsafe = parameters.find(
    ({ ParameterName = '', ParameterValue = '' }) =>
      UNSAFE[ParameterName]?.test(ParameterValue),
  );
  if (unsafe)
    throw new ConflictError(
      `Parameter group ${group} in ${api.system} sets ${unsafe.ParameterName} to ${unsafe.ParameterValue}, which is not safe for a new database: ask the owner of the account to reset it`,
    );
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

/** Returns the parameters that do not have the default of the engine. */
async function readOwnParameters(
  target: WriteTarget,
  name: string,
): Promise<Parameter[]> {
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
  return pages.flatMap(({ Parameters = [] }) => Parameters);
}
