import { Health } from '@pgstage/backstage-plugin-postgres-common';
import { useTranslate } from '../../translation';

/** Shows how many sessions would end; nothing if the number is unknown. */
export const OpenConnections = ({ health }: { health?: Health }) => {
  const t = useTranslate();
  const count = health?.connections?.used;
  if (count === undefined) return null;
  return <p>{t('dialog.openConnections', { count })}</p>;
};
