import { useEffect, useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import {
  Backups,
  DatabaseView,
  Health,
} from '@pgstage/backstage-plugin-postgres-common';
import { useLocationDescription } from '../../hooks/useLocationDescription';
import { ActionId } from '../../model/actionDefinitions';
import { actions } from '../../model/actions';
import { Staleness } from '../../model/availability';
import { ActionDialog, DialogAction } from '../dialogs/ActionDialog';
import { ActionItem } from './ActionItem';

export interface ActionsMenuProps {
  view: DatabaseView;
  staleness: Staleness;
  /** As read last, for dialogs that choose among members or backups. */
  health?: Health;
  backups?: Backups;
  onBackUp(): void;
  /** Something was changed, so what is shown is out of date. */
  onDone(): void;
}

/** Everything that can be done, and what cannot with the reason. */
export const ActionsMenu = ({
  view,
  staleness,
  health,
  backups,
  onBackUp,
  onDone,
}: ActionsMenuProps) => {
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<DialogAction>();
  const { provider } = useLocationDescription(view);
  const button = useRef<HTMLButtonElement>(null);
  const hadDialog = useRef(false);
  // The menu item that opened the dialog is gone, so focus goes to the menu's button.
  useEffect(() => {
    if (hadDialog.current && !dialog) button.current?.focus();
    hadDialog.current = Boolean(dialog);
  }, [dialog]);

  const choose = (id: ActionId) => {
    setOpen(false);
    if (id === 'backup') onBackUp();
    else setDialog(id);
  };
  return (
    <>
      <Button
        ref={button}
        variant="outlined"
        endIcon={<ArrowDropDownIcon />}
        aria-label={`Actions on ${view.name}`}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        Actions
      </Button>
      <Menu
        open={open}
        anchorEl={button.current}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        onClose={() => setOpen(false)}
        MenuListProps={{
          'aria-label': `Actions on ${view.name}`,
          // Otherwise the arrow keys skip them, and with them the reason.
          disabledItemsFocusable: true,
        }}
      >
        {actions({
          view,
          staleness,
          fields: provider?.fields,
          members: health?.members,
        }).map(({ id, title, can }) => (
          <ActionItem
            key={id}
            title={title}
            can={can}
            onClick={() => choose(id)}
          />
        ))}
      </Menu>
      {dialog && (
        <ActionDialog
          action={dialog}
          view={view}
          staleness={staleness}
          health={health}
          backups={backups}
          onDone={onDone}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
};
