import { ComponentType } from 'react';
import { ActionId } from '../../model/actionDefinitions';
import { BindingDialog } from './BindingDialog';
import { ConnectionLimitDialog } from './ConnectionLimitDialog';
import { DatabasesDialog } from './DatabasesDialog';
import { ExtensionsDialog } from './ExtensionsDialog';
import { ProtectionDialog } from './ProtectionDialog';
import { RemoveDialog } from './RemoveDialog';
import { RolesDialog } from './RolesDialog';
import { RotatePasswordDialog } from './RotatePasswordDialog';
import { FenceDialog } from './FenceDialog';
import { HibernateDialog } from './HibernateDialog';
import { RemoveMemberDialog } from './RemoveMemberDialog';
import { RestartDialog } from './RestartDialog';
import { RestoreDialog } from './RestoreDialog';
import { ScaleDialog } from './ScaleDialog';
import { StorageDialog } from './StorageDialog';
import { SwitchoverDialog } from './SwitchoverDialog';
import { UpgradeDialog } from './UpgradeDialog';
import { DatabaseDialogProps } from './types';

export type DialogAction = Exclude<ActionId, 'backup'>;

const dialogs: Record<DialogAction, ComponentType<DatabaseDialogProps>> = {
  'rotate-password': RotatePasswordDialog,
  'connection-limit': ConnectionLimitDialog,
  extensions: ExtensionsDialog,
  protection: ProtectionDialog,
  fence: FenceDialog,
  hibernate: HibernateDialog,
  'remove-member': RemoveMemberDialog,
  restart: RestartDialog,
  restore: RestoreDialog,
  scale: ScaleDialog,
  storage: StorageDialog,
  switchover: SwitchoverDialog,
  upgrade: UpgradeDialog,
  roles: RolesDialog,
  databases: DatabasesDialog,
  binding: BindingDialog,
  remove: RemoveDialog,
};

/** The dialog that confirms an action. */
export const ActionDialog = ({
  action,
  ...props
}: DatabaseDialogProps & { action: DialogAction }) => {
  const ChosenDialog = dialogs[action];
  return <ChosenDialog {...props} />;
};
