import { apiPath } from '../../plugins/postgres-kubernetes-node/src/cluster/api/paths';
import { resources } from '../../plugins/postgres-backend-module-kubernetes/src/cloudnative-pg/model';
import { adminConnection } from '../support/kubernetes/Operator';
import { missingParts } from '../support/kubernetes/parts';
import { NAMESPACE } from '../support/kubernetes/adaptRecorded';
import { expect, test } from '../support/test';

const name = `legacy${Date.now().toString(36)}`;
const path = apiPath(resources.clusters, { namespace: NAMESPACE, name });
const tab = '/catalog/default/component/billing/postgresql';
const unbound = /Bind an existing database: \d+ belongs? to no entity/;

interface Cluster {
  metadata: { annotations?: Record<string, string> };
  spec: object;
}

test.describe('a manually created cluster', () => {
  test.skip(missingParts.length > 0, `needs ${missingParts.join(', ')}`);

  test('is bound by the platform team without any other change', async ({
    open,
    picture,
  }) => {
    const admin = adminConnection();
    const { spec } = await admin.json<Cluster>({
      method: 'POST',
      path: apiPath(resources.clusters, { namespace: NAMESPACE }),
      body: {
        apiVersion: 'postgresql.cnpg.io/v1',
        kind: 'Cluster',
        metadata: { name },
        spec: { instances: 1, storage: { size: '1Gi' } },
      },
    });

    const lin = await open('lin', tab);
    await lin.getByText(unbound).click();
    await picture(lin, 'kubernetes-unbound');
    await lin
      .getByRole('button', { name: `Bind kubeconfig/${NAMESPACE}/${name}` })
      .click();
    const dialog = lin.getByRole('dialog');
    await expect(dialog).toContainText('Nothing else changes');
    await picture(lin, 'kubernetes-adopt');
    await dialog.getByRole('button', { name: 'Bind', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(lin.getByRole('heading', { name, exact: true })).toBeVisible();
    await picture(lin, 'kubernetes-adopted');

    const bound = await admin.json<Cluster>({ path });
    expect(bound.spec).toEqual(spec);
    expect(Object.keys(bound.metadata.annotations ?? {})).toContainEqual(
      expect.stringMatching(/^pgstage\.io\//),
    );
  });
});
