import { join } from 'node:path';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { ApiServer } from './ApiServer';

/** What a suite with an API server of its own gets. */
export interface ApiServerSuite {
  server: ApiServer;
  /** Path of a CRD of CloudNativePG, by its plural. */
  crd(plural: string): string;
}

/**
 * A suite with an API server of its own, which runs from before its first test
 * until after its last.
 */
export function describeWithApiServer(
  title: string,
  suite: (parts: ApiServerSuite) => void,
): void {
  describeWithPart('KUBEBUILDER_ASSETS', title, () =>
    describeWithPart('PGSTAGE_CRD_DIR', 'with CRDs', crds => {
      const server = new ApiServer();
      beforeAll(() => server.start());
      afterAll(() => server.exit());
      suite({
        server,
        crd: plural => join(crds, `cnpg-1.30-${plural}.yaml`),
      });
    }),
  );
}
