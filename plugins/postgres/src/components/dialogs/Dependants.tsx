import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Dependant } from '../../model/dependants';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { Skeleton } from '../Skeleton/Skeleton';

export interface DependantsProps {
  value?: Dependant[];
  error?: Error;
}

/** Who would lose their database. */
export const Dependants = ({ value, error }: DependantsProps) => {
  if (error)
    return (
      <ErrorNotice title="The catalog did not say who uses it" error={error} />
    );
  if (!value) return <Skeleton what="the entities that use it" />;
  if (!value.length) return <p>Nothing in the catalog uses it.</p>;
  return (
    <>
      <p>It is used by:</p>
      <ul>
        {value.map(({ entityRef, inProduction }) => (
          <li key={entityRef}>
            <EntityRefLink entityRef={entityRef} />{' '}
            {inProduction && <strong>in production</strong>}
          </li>
        ))}
      </ul>
    </>
  );
};
