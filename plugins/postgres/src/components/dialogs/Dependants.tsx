import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Dependant } from '../../model/dependants';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { Skeleton } from '../Skeleton/Skeleton';
import { useTranslate } from '../../translation';

export interface DependantsProps {
  value?: Dependant[];
  error?: Error;
}

/** Lists the entities that would lose their database. */
export const Dependants = ({ value, error }: DependantsProps) => {
  const t = useTranslate();
  if (error)
    return <ErrorNotice title={t('dialog.dependants.failed')} error={error} />;
  if (!value) return <Skeleton label={t('dialog.dependants.loading')} />;
  if (!value.length) return <p>{t('dialog.dependants.none')}</p>;
  return (
    <>
      <p>{t('dialog.dependants.list')}</p>
      <ul>
        {value.map(({ entityRef, inProduction }) => (
          <li key={entityRef}>
            <EntityRefLink entityRef={entityRef} />{' '}
            {inProduction && (
              <strong>{t('dialog.dependants.inProduction')}</strong>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};
