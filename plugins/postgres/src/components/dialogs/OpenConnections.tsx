import { Health } from '@pgstage/backstage-plugin-postgres-common';
import { useTranslate } from '../../translation';

/** How many sessions would end; nothing where it is not known. */
export const OpenConnections = ({ health }: { health?: Health }) => {
  const t = useTranslate();
  const count = health?.connections?.used;
  if (count === undefined) return null;
  return <p>{t('dialog.openConnections', { count })}</p>;
};
