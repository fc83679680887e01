import { createMockDirectory } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { mockContext, mockPostgres } from '../__testUtils__/fixtures';
import { createRenderManifestsAction } from './renderManifests';

const input = {
  provider: 'cloudnative-pg',
  location: 'prod-eu/team-orders',
  name: 'orders',
  entityRef: 'component:default/orders',
};

describe('postgres:manifests:render', () => {
  const root = createMockDirectory();
  const workspacePath = root.resolve('workspace');
  beforeEach(() => root.setContent({ workspace: {}, outside: {} }));

  const render = async (files: Record<string, string>, changes: JsonObject) => {
    const postgres = mockPostgres();
    postgres.renderManifests.mockResolvedValue({ files });
    const { ctx, outputs } = mockContext(
      { ...input, ...changes },
      { workspacePath },
    );
    await createRenderManifestsAction(postgres).handler(ctx);
    return { outputs, postgres };
  };

  it('writes the files into a folder of the workspace, and outputs their paths', async () => {
    const { outputs, postgres } = await render(
      {
        'kustomization.yaml': 'resources: []',
        'base/cluster.yaml': 'kind: Cluster',
      },
      { targetPath: 'databases/orders' },
    );
    expect(postgres.renderManifests).toHaveBeenCalledWith(
      input,
      expect.anything(),
    );
    expect(postgres.createDatabase).not.toHaveBeenCalled();
    expect(root.content()).toEqual({
      outside: {},
      workspace: {
        databases: {
          orders: {
            'kustomization.yaml': 'resources: []',
            base: { 'cluster.yaml': 'kind: Cluster' },
          },
        },
      },
    });
    expect(outputs).toEqual({
      ref: 'cloudnative-pg:prod-eu/team-orders/orders',
      path: 'databases/orders',
      files: ['base/cluster.yaml', 'kustomization.yaml'],
    });
  });

  it('writes into the workspace itself by default, over an older file', async () => {
    await render({ 'cluster.yaml': 'old' }, {});
    await render({ 'cluster.yaml': 'new' }, {});
    expect(root.content({ path: 'workspace' })).toEqual({
      'cluster.yaml': 'new',
    });
  });

  it.each(['../outside', 'a/../../outside', '/etc', 'link'])(
    'rejects the folder %s',
    async targetPath => {
      await symlink(root.resolve('outside'), join(workspacePath, 'link'));
      await expect(
        render({ 'cluster.yaml': 'x' }, { targetPath }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/^targetPath must be a path inside/),
      });
      expect(root.content({ path: 'outside' })).toEqual({});
    },
  );

  it('rejects file names outside of the folder', async () => {
    await expect(
      render({ '../../outside/cluster.yaml': 'x' }, { targetPath: 'a' }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(root.content({ path: 'outside' })).toEqual({});
  });
});
