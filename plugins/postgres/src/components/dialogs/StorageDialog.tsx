import { useState } from 'react';
import { parseQuantity } from '@pgstage/backstage-plugin-postgres-common';
import { useOperation } from '../../hooks/useOperation';
import { Notice } from '../Notice/Notice';
import { ConfirmDialog } from './ConfirmDialog';
import { NowThen } from './NowThen';
import { TextInput } from './TextInput';
import { DatabaseDialogProps } from './types';

/** Wider volumes. There is no way back. */
export const StorageDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const now = view.spec.storage;
  const [text, setText] = useState(now ?? '');
  const then = parseQuantity(text);
  const before = now === undefined ? undefined : parseQuantity(now);
  const larger = then !== undefined && (before === undefined || then > before);
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        `Growing the volumes of ${view.name} to ${text.trim()}`,
        await api.changeDatabase(view.ref, { storage: text.trim() }),
      ),
    `The volumes of ${view.name} grow to ${text.trim()}.`,
  );
  const problem = () => {
    if (text === '' || text === now || larger) return undefined;
    return then === undefined
      ? 'A size with its unit, for example 20Gi'
      : `More than ${now}: a volume cannot be shrunk`;
  };
  return (
    <ConfirmDialog
      title={`Grow the storage of ${view.location}/${view.name}`}
      confirm={larger ? `Grow to ${text.trim()}` : 'Grow'}
      operation={operation}
      disabled={!larger}
      {...rest}
    >
      <TextInput
        id="storage"
        label="Size of each member's volume"
        value={text}
        onChange={setText}
        problem={problem()}
        help="With its unit, for example 20Gi"
      />
      {larger && <NowThen rows={[['Volume', now ?? 'unknown', text.trim()]]} />}
      <Notice severity="warning" title="This cannot be taken back">
        A volume cannot be shrunk. Every member gets a volume of this size.
      </Notice>
      <p>
        Sessions go on where the storage class can grow volumes in use. Where it
        cannot, the database says so, and stays as it is.
      </p>
    </ConfirmDialog>
  );
};
