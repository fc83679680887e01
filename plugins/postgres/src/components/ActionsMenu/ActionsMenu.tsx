import { useRef, useState } from 'react';
import Button from '@material-ui/core/Button';
import Divider from '@material-ui/core/Divider';
import Menu from '@material-ui/core/Menu';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import { useMessageText } from '../../hooks/useMessageText';
import { Action, actions as actionsOf } from '../../model/actions';
import { missingRights } from '../../model/missingRights';
import { MissingRightText } from '../MissingRightText/MissingRightText';
import { Operable, useActionDialog } from '../dialogs/useActionDialog';
import { ActionItem } from './ActionItem';
import { useTranslate } from '../../translation';

export interface ActionsMenuProps {
  operable: Operable;
  onBackUp(): void;
}

/**
 * Menu of all operations: available ones, unavailable ones with the reason, and
 * unsupported ones in a collapsed group.
 */
export const ActionsMenu = ({ operable, onBackUp }: ActionsMenuProps) => {
  const t = useTranslate();
  const textOf = useMessageText();
  const [isOpen, setOpen] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const { view, provider } = operable;
  const actions = actionsOf(t, textOf, operable);
  const { dialog, open } = useActionDialog(operable);
  const button = useRef<HTMLButtonElement>(null);
  const label = t('operation.menuName', { database: view.name });
  const never = actions.filter(({ offered }) => !offered);

  const choose = ({ id }: Action) => {
    setOpen(false);
    if (id === 'backup') onBackUp();
    // The menu item no longer exists then, so focus returns to the menu button.
    else open(id, button.current);
  };
  const item = (action: Action) => {
    const { id, title, can, danger } = action;
    return (
      <ActionItem
        key={id}
        title={title}
        reason={can.available || can.lacks ? undefined : can.reason}
        danger={danger}
        onClick={can.available ? () => choose(action) : undefined}
      />
    );
  };
  const offered = actions.filter(action => action.offered);
  const isLast = ({ group }: Action) => group === 'removal';
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
        {t('operation.menu')}
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
          // Otherwise the arrow keys would skip disabled items and their reasons.
          disabledItemsFocusable: true,
        }}
      >
        {missingRights(actions).map(right => (
          <ActionItem
            key={right.permissions.join()}
            title={<MissingRightText right={right} />}
          />
        ))}
        {offered.filter(action => !isLast(action)).map(item)}
        {never.length > 0 && (
          <ActionItem
            title={t('operation.notOffered', {
              provider: provider?.title ?? view.provider,
              number: String(never.length),
            })}
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          />
        )}
        {unfolded && never.map(item)}
        {offered.some(isLast) && <Divider component="li" role="separator" />}
        {offered.filter(isLast).map(item)}
      </Menu>
      {dialog}
    </>
  );
};
