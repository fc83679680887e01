import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { createBackupAction } from './backup';
import { createBindAction } from './bind';
import { createChangeAction } from './change';
import { createCreateAction } from './create';
import { createDeleteAction } from './delete';
import { createRenderManifestsAction } from './renderManifests';
import { createRestoreAction } from './restore';
import { createRotatePasswordAction } from './rotatePassword';
import { createWaitAction } from './wait';

/** Every action of this module. */
export function createPostgresActions(postgres: PostgresService) {
  return [
    createCreateAction(postgres),
    createBindAction(postgres),
    createWaitAction(postgres),
    createChangeAction(postgres),
    createBackupAction(postgres),
    createRestoreAction(postgres),
    createRotatePasswordAction(postgres),
    createDeleteAction(postgres),
    createRenderManifestsAction(postgres),
  ];
}
