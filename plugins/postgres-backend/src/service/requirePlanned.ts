import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  databasePlatformOptionsPermission,
  MissingPermissionError,
} from '@pgstage/backstage-plugin-postgres-common';
import { requirePermit } from '../authorization/Authorizer';
import type { AuthorizedResource, Rights } from '../authorization/Rights';
import type { OptionScope } from './optionScope';

/**
 * Checks that the caller may have the planned database with its options.
 *
 * @throws MissingPermissionError
 */
export function requirePlanned(
  rights: Rights,
  permission: ResourcePermission,
  planned: AuthorizedResource,
  { optionClass, platform }: OptionScope,
): void {
  requirePermit(rights.permit(permission, planned, optionClass));
  if (!platform.length) return;
  const permit = rights.permit(
    databasePlatformOptionsPermission,
    planned,
    optionClass,
  );
  if (!permit.allowed) {
    throw new MissingPermissionError(
      permit.permission,
      `${platform.join(', ')} ${
        platform.length === 1 ? 'affects' : 'affect'
      } more than this database. ${permit.reason?.text ?? ''}`.trim(),
    );
  }
}
