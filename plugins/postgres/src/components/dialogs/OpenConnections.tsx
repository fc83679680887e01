import { Health } from '@pgstage/backstage-plugin-postgres-common';

/** How many sessions would end; nothing where it is not known. */
export const OpenConnections = ({ health }: { health?: Health }) => {
  const used = health?.connections?.used;
  if (used === undefined) return null;
  return (
    <p>
      {used} {used === 1 ? 'connection is' : 'connections are'} open now.
    </p>
  );
};
