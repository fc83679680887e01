import { ReactElement, useEffect, useRef, useState } from 'react';
import { ActionId } from '../../model/actionDefinitions';
import { ActionDialog } from './ActionDialog';
import { DatabaseDialogProps } from './types';

/** What every dialog of a database needs to know. */
export type Operable = Omit<DatabaseDialogProps, 'onClose'>;

/** One dialog at a time, and focus back to where it was opened from. */
export function useActionDialog(operable: Operable): {
  /** Null while none is open. */
  dialog: ReactElement | null;
  /** `opener` must still be there when the dialog closes. */
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
