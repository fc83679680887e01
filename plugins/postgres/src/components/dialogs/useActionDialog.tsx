import { ReactElement, useEffect, useRef, useState } from 'react';
import { ActionId } from '../../model/actionDefinitions';
import { ActionDialog } from './ActionDialog';
import { DatabaseDialogProps } from './types';

/** Properties of all dialogs of a database. */
export type Operable = Omit<DatabaseDialogProps, 'onClose'>;

/** Opens one dialog at a time, and returns focus to the element that opened it. */
export function useActionDialog(operable: Operable): {
  /** Null while no dialog is open. */
  dialog: ReactElement | null;
  /** `opener` must still exist when the dialog closes. */
  open(action: ActionId, opener: HTMLElement | null): void;
} {
  const [action, setAction] = useState<ActionId>();
  const opener = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !action) opener.current?.focus();
    wasOpen.current = Boolean(action);
  }, [action]);
  return {
    dialog: action ? (
      <ActionDialog
        {...operable}
        action={action}
        onClose={() => setAction(undefined)}
      />
    ) : null,
    open: (chosen, from) => {
      opener.current = from;
      setAction(chosen);
    },
  };
}
