import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import type { TabUrl } from '../tabUrl';
import { createBackupAction } from './backup';
import { createBindAction } from './bind';
import { createChangeAction } from './change';
import { createCreateAction } from './create';
import { createDeleteAction } from './delete';
import { createRenderManifestsAction } from './renderManifests';
import { createRestoreAction } from './restore';
import { createRotateLoginAction } from './rotateLogin';
import { createRotatePasswordAction } from './rotatePassword';
import { createWaitAction } from './wait';

/** Creates all actions of this module. */
export function createPostgresActions(
  postgres: PostgresService,
  tabUrl?: TabUrl,
) {
  return [
    createCreateAction(postgres, tabUrl),
    createBindAction(postgres),
    createWaitAction(postgres),
    createChangeAction(postgres),
    createBackupAction(postgres),
    createRestoreAction(postgres, tabUrl),
    createRotatePasswordAction(postgres),
    createRotateLoginAction(postgres),
    createDeleteAction(postgres),
    createRenderManifestsAction(postgres),
  ];
}
