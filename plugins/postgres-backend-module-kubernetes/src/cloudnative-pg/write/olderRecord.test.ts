import {
  DifferencesError,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  describeWithApiServer,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { idsOf } from '../__testUtils__/idsOf';
import { KINDS, Provisioner } from '../__testUtils__/provisioner';
import { resources } from '../model';

const actor = { actor: 'user:default/ada' };
const roles = [{ name: 'reporting', inRoles: ['pg_read_all_data'] }];
const databases = [{ name: 'reports', owner: 'reporting' }];

/** A record from the time when further roles and databases were options. */
const stored = {
  'pgstage.io/spec':
    '{"version":"17","size":"small","instances":1,"storage":"5Gi","database":"older","user":"older","extensions":[],"protected":true,"options":{"roles":[{"name":"reporting","inRoles":["pg_read_all_data"]}],"databases":[{"name":"reports","owner":"reporting"}],"monitoring":false}}',
  'pgstage.io/spec-hash': 'c0041f33b2e2383a1db95bd1338e16ed',
};

describeWithApiServer('a record of before', ({ server, crd }) => {
  let provisioner: Provisioner;

  beforeAll(async () => {
    provisioner = await Provisioner.start(server, KINDS.map(crd));
  });

  it('is read, bound, repeated and changed like a current one', async () => {
    const requested = provisioner.request('older', {
      version: '17',
      storage: '5Gi',
      roles,
      databases,
      options: { monitoring: false },
    });
    const maker = provisioner.provider();
    const { ref } = await maker.create(requested, actor);
    await maker.disconnect();
    const { metadata } = await provisioner.cluster('older');
    await provisioner.admin.patch(resources.clusters, metadata, {
      metadata: { annotations: stored },
    });
    const contents = async () => {
      const { spec } = (await provisioner.cluster('older')) as unknown as {
        spec: { managed: { roles: object[] } };
      };
      const declared = await provisioner.admin.list(resources.databases);
      return [spec.managed.roles, declared.map(each => each.spec)];
    };
    const before = await contents();
    const [rolesBefore, databasesBefore] = before;
    expect(before).toMatchObject([roles, [{ name: 'reports' }]]);

    const provider = provisioner.provider();
    const seen = new Map<string, Database>();
    await provider.connect({
      upsert: database => seen.set(database.ref, database),
      remove: () => {},
      replaceAll: (_, all) => all.forEach(each => seen.set(each.ref, each)),
      unreachable: () => {},
    });
    try {
      await waitFor(() => {
        const { spec, binding, steps } = seen.get(ref) ?? {};
        expect(binding).toEqual(requested.binding);
        expect(spec).toMatchObject({
          version: '17',
          protected: true,
          roles,
          databases,
          options: { monitoring: false },
        });
        expect(spec?.options).toEqual({ monitoring: false });
        expect(steps?.map(({ title }) => idsOf(title))).toEqual(
          expect.arrayContaining([
            'kubernetes.roles(reporting)',
            'kubernetes.databases(reports)',
          ]),
        );
      });
      const binding = { ...requested.binding, owner: 'group:default/other' };
      const bound = await provider.bind(ref, binding, actor);
      expect(bound).toMatchObject({ binding, spec: { roles, databases } });
      await provider.bind(ref, requested.binding, actor);
      const again = await provider.create(
        { ...requested, protected: true },
        actor,
      );
      expect(again.ref).toBe(ref);
      await provider.reconcile({});
      const change = { protected: false, connectionLimit: 20 };
      const changed = await provider.change(ref, change, actor);
      expect(changed.spec).toMatchObject({
        ...change,
        roles,
        databases,
        options: { monitoring: false },
      });
      expect((await provider.create(requested, actor)).ref).toBe(ref);
      await expect(
        provider.create({ ...requested, databases: [] }, actor),
      ).rejects.toThrow(DifferencesError);
      const owner = { name: 'older', connectionLimit: 20 };
      expect(await contents()).toEqual([
        [expect.objectContaining(owner), ...rolesBefore],
        databasesBefore,
      ]);
    } finally {
      await provider.disconnect();
    }
  });
});
