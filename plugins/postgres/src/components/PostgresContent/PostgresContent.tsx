import { stringifyEntityRef } from '@backstage/catalog-model';
import { ANNOTATION_DATABASE_REF } from '@pgstage/backstage-plugin-postgres-common';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useEntityDatabases } from '../../hooks/useEntityDatabases';
import { EntityDatabases } from '../EntityDatabases/EntityDatabases';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { LoadingPage } from '../LoadingPage/LoadingPage';
import { useTranslate } from '../../translation';

interface ContentOfProps {
  entityRef: string;
  databaseRef?: string;
}

const ContentOf = ({ entityRef, databaseRef }: ContentOfProps) => {
  const t = useTranslate();
  const { data, error, refresh, forget } = useEntityDatabases(entityRef);
  if (data)
    return (
      <EntityDatabases
        entityRef={entityRef}
        databaseRef={databaseRef}
        list={data}
        onChanged={refresh}
        onGone={forget}
      />
    );
  if (error) {
    return (
      <ErrorNotice
        title={t('page.failed', { entity: entityRef })}
        error={error}
        onRetry={refresh}
      />
    );
  }
  return <LoadingPage entityRef={entityRef} />;
};

/** The PostgreSQL tab of the current entity. */
export const PostgresContent = () => {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const isResource = entity.kind.toLowerCase() === 'resource';
  const databaseRef = entity.metadata.annotations?.[ANNOTATION_DATABASE_REF];
  return (
    <ContentOf
      key={entityRef}
      entityRef={entityRef}
      databaseRef={isResource ? databaseRef : undefined}
    />
  );
};
