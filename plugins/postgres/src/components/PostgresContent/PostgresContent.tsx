import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useEntityDatabases } from '../../hooks/useEntityDatabases';
import { EntityDatabases } from '../EntityDatabases/EntityDatabases';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { LoadingPage } from '../LoadingPage/LoadingPage';

const ContentOf = ({ entityRef }: { entityRef: string }) => {
  const { data, error, refresh } = useEntityDatabases(entityRef);
  if (data)
    return (
      <EntityDatabases entityRef={entityRef} list={data} onChanged={refresh} />
    );
  if (error) {
    return (
      <ErrorNotice
        title={`The databases of ${entityRef} could not be read`}
        error={error}
        onRetry={refresh}
      />
    );
  }
  return <LoadingPage entityRef={entityRef} />;
};

/** The PostgreSQL tab of the entity around it. */
export const PostgresContent = () => {
  const entityRef = stringifyEntityRef(useEntity().entity);
  return <ContentOf key={entityRef} entityRef={entityRef} />;
};
