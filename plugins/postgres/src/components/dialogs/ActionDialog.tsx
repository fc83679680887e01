import { ComponentType } from 'react';
import { databaseOperationSchema } from '@pgstage/backstage-plugin-postgres-common';
import { ActionId, ShownOperation } from '../../model/actionDefinitions';
import { notesOf } from '../../model/notesOf';
import { BindingDialog } from './BindingDialog';
import { ConnectionLimitDialog } from './ConnectionLimitDialog';
import { DatabasesDialog } from './DatabasesDialog';
import { DeleteBackupDialog } from './DeleteBackupDialog';
import { ExtensionsDialog } from './ExtensionsDialog';
import { ProtectionDialog } from './ProtectionDialog';
import { PromoteDialog } from './PromoteDialog';
import { RemoveDialog } from './RemoveDialog';
import { RolesDialog } from './RolesDialog';
import { RotatePasswordDialog } from './RotatePasswordDialog';
import { FenceDialog } from './FenceDialog';
import { HibernateDialog } from './HibernateDialog';
import { OperationDialog } from './OperationDialog';
import { DestroyInstanceDialog } from './DestroyInstanceDialog';
import { RestartDialog } from './RestartDialog';
import { RestoreDialog } from './RestoreDialog';
import { ScaleDialog } from './ScaleDialog';
import { StorageDialog } from './StorageDialog';
import { SwitchoverDialog } from './SwitchoverDialog';
import { UpgradeDialog } from './UpgradeDialog';
import { DatabaseDialogProps } from './types';

const dialogs: Partial<Record<ActionId, ComponentType<DatabaseDialogProps>>> = {
  'rotate-password': RotatePasswordDialog,
  'connection-limit': ConnectionLimitDialog,
  extensions: ExtensionsDialog,
  protection: ProtectionDialog,
  fence: FenceDialog,
  hibernate: HibernateDialog,
  'delete-backup': DeleteBackupDialog,
  'destroy-instance': DestroyInstanceDialog,
  promote: PromoteDialog,
  restart: RestartDialog,
  restore: RestoreDialog,
  scale: ScaleDialog,
  storage: StorageDialog,
  switchover: SwitchoverDialog,
  upgrade: UpgradeDialog,
  roles: RolesDialog,
  databases: DatabasesDialog,
  bind: BindingDialog,
  remove: RemoveDialog,
};

/** The dialog of an action: a specific one, or the generic one of the table of operations. */
export const ActionDialog = ({
  action,
  ...given
}: DatabaseDialogProps & { action: ActionId }) => {
  const props = { ...given, notes: notesOf(given.view, action) };
  const OwnDialog = dialogs[action];
  if (OwnDialog) return <OwnDialog {...props} />;
  const operation = databaseOperationSchema.parse(action) as ShownOperation;
  return <OperationDialog {...props} id={operation} />;
};
