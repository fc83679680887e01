import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { ApiServer } from './ApiServer';

/** The context of a suite with its own API server. @public */
export interface ApiServerSuite {
  server: ApiServer;
  /** Path of a CRD in the folder `PGSTAGE_CRD_DIR`, by its plural: a file `<operator>-<version>-<plural>.yaml`. */
  crd(plural: string): string;
}

/**
 * Defines a suite with its own API server, which runs from before its first
 * test until after its last.
 *
 * @public
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
        crd: plural => crdIn(crds, plural),
      });
    }),
  );
}

function crdIn(folder: string, plural: string): string {
  const files = readdirSync(folder).filter(file =>
    file.endsWith(`-${plural}.yaml`),
  );
  if (files.length !== 1) {
    throw new Error(
      `PGSTAGE_CRD_DIR must have one file that ends with -${plural}.yaml, and has ${files.length}`,
    );
  }
  return join(folder, files[0]);
}
