import { useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import { useActions } from '../../hooks/useActions';
import { ActionId } from '../../model/actionDefinitions';
import { Operable, useActionDialog } from '../dialogs/useActionDialog';
import { ActionItem } from './ActionItem';

export interface ActionsMenuProps {
  operable: Operable;
  onBackUp(): void;
}

/** Everything that can be done, and what cannot with the reason. */
export const ActionsMenu = ({ operable, onBackUp }: ActionsMenuProps) => {
  const [isOpen, setOpen] = useState(false);
  const actions = useActions(operable);
  const { dialog, open } = useActionDialog(operable);
  const button = useRef<HTMLButtonElement>(null);
  const label = `Actions on ${operable.view.name}`;

  const choose = (id: ActionId) => {
    setOpen(false);
    if (id === 'backup') onBackUp();
    // The menu item is gone by then, so focus goes back to the menu's button.
    else open(id, button.current);
  };
  return (
    <>
      <Button
        ref={button}
        variant="outlined"
        endIcon={<ArrowDropDownIcon />}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        Actions
      </Button>
      <Menu
        open={isOpen}
        anchorEl={button.current}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        onClose={() => setOpen(false)}
        MenuListProps={{
          'aria-label': label,
          // Otherwise the arrow keys skip them, and with them the reason.
          disabledItemsFocusable: true,
        }}
      >
        {actions.map(({ id, title, can }) => (
          <ActionItem
            key={id}
            title={title}
            can={can}
            onClick={() => choose(id)}
          />
        ))}
      </Menu>
      {dialog}
    </>
  );
};
