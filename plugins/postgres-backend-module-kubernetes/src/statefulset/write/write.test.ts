import { recordToAnnotations } from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import {
  ApiServer,
  killedAfter,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { actor, TestEnvironment } from '../__testUtils__/TestEnvironment';
import {
  DATA_CLAIM,
  labels,
  MISSING_SECRETS,
  namesOf,
  RESTART,
  resources,
} from '../model';

jest.setTimeout(180_000);

/** Kinds of all parts, and how many of each a database with two instances has. */
const PARTS = [
  ['secrets', 3],
  ['configMaps', 2],
  ['services', 3],
  ['persistentVolumeClaims', 2],
  ['statefulSets', 2],
  ['podDisruptionBudgets', 1],
] as const;

describeWithPart('KUBEBUILDER_ASSETS', 'writes on an API server', () => {
  const server = new ApiServer();
  let environment: TestEnvironment;

  beforeAll(async () => {
    await server.start();
    environment = await TestEnvironment.start(server, { storageClass: 'fast' });
    await server.admin().json({
      method: 'POST',
      path: '/apis/storage.k8s.io/v1/storageclasses',
      body: {
        metadata: { name: 'fast' },
        provisioner: 'example.com/fast',
        allowVolumeExpansion: true,
      },
    });
  });
  afterAll(() => server.exit());

  const two = { version: '17', instances: 2 };
  const counts = (name: string) =>
    Promise.all(
      PARTS.map(async ([kind]) => [
        kind,
        (await environment.partsOf(resources[kind], name)).length,
      ]),
    );
  const passwordOf = async (name: string) => {
    const secret = await environment.get(
      resources.secrets,
      namesOf(name).login,
    );
    return secret?.data as Record<string, string> | undefined;
  };
  /** Binds the claims, as the controller does. */
  const bindClaims = async (name: string) => {
    const kind = resources.persistentVolumeClaims;
    for (const { metadata } of await environment.partsOf(kind, name))
      await environment.admin.patch(
        kind,
        metadata,
        { status: { phase: 'Bound', capacity: { storage: '1Gi' } } },
        { subresource: 'status' },
      );
  };
  const requestedBy = async (name: string) =>
    (await environment.partsOf(resources.persistentVolumeClaims, name)).map(
      ({ spec }) =>
        (spec as { resources: { requests: { storage: string } } }).resources
          .requests.storage,
    );

  it('creates every part, owned by the Service with the record except for data and passwords', async () => {
    const provider = environment.provider();
    await provider.create(environment.request('orders', two), actor);
    const service = await environment.get(
      resources.services,
      namesOf('orders').readWrite,
    );
    expect(await counts('orders')).toEqual(PARTS);
    for (const [kind] of PARTS) {
      for (const { metadata } of await environment.partsOf(
        resources[kind],
        'orders',
      )) {
        if (metadata.uid === service!.metadata.uid) continue;
        expect(metadata.labels?.[labels.owner]).toBe(service!.metadata.uid);
        const isKept = ['secrets', 'persistentVolumeClaims'].includes(kind);
        expect(metadata.ownerReferences?.map(({ uid }) => uid)).toEqual(
          isKept ? undefined : [service!.metadata.uid],
        );
      }
    }
    const secret = await passwordOf('orders');
    expect(Object.keys(secret ?? {}).sort()).toEqual([
      'password',
      'postgres-database',
      'postgres-password',
      'postgres-username',
      'username',
    ]);
    await provider.disconnect();
  });

  it('completes a create that was interrupted after any write, with the same password', async () => {
    let isKilled = true;
    for (let writes = 1; isKilled; writes += 1) {
      const name = `killed${writes}`;
      const request = environment.request(name, two);
      const killed = environment.provider(killedAfter(writes));
      isKilled = await killed.create(request, actor).then(
        () => false,
        () => true,
      );
      await killed.disconnect();
      const before = await passwordOf(name);
      const provider = environment.provider();
      await provider.create(request, actor);
      expect(await counts(name)).toEqual(PARTS);
      expect([undefined, await passwordOf(name)]).toContainEqual(before);
      await provider.disconnect();
      expect(writes).toBeLessThan(20);
    }
  });

  it('does not take over parts of an earlier database of this name', async () => {
    const provider = environment.provider();
    const request = environment.request('again', two);
    const { ref } = await provider.create(request, actor);
    // Without its controller, nothing deletes the parts that the Service owns.
    await provider.remove(ref, {}, actor);
    await expect(provider.create(request, actor)).rejects.toThrow(
      'still being removed',
    );
    expect(await passwordOf('again')).toBeUndefined();
    expect(
      await environment.get(resources.services, namesOf('again').readWrite),
    ).toBeUndefined();
    await provider.disconnect();
  });

  /** Returns the volume claims that are not being deleted, and the Secrets. */
  const dataOf = async (name: string) => {
    const claims = await environment.partsOf(
      resources.persistentVolumeClaims,
      name,
    );
    const secrets = await environment.partsOf(resources.secrets, name);
    return [...claims, ...secrets]
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ metadata }) => metadata.name);
  };

  const serviceOf = (name: string) =>
    environment.get(resources.services, namesOf(name).readWrite);

  it('completes a removal that was interrupted after any write', async () => {
    let isKilled = true;
    for (let writes = 1; isKilled; writes += 1) {
      const name = `removed${writes}`;
      const before = environment.provider();
      const request = environment.request(name, two);
      const { ref } = await before.create(request, actor);
      await before.disconnect();
      const killed = environment.provider(killedAfter(writes));
      isKilled = await killed.remove(ref, {}, actor).then(
        () => false,
        () => true,
      );
      await killed.disconnect();
      const provider = environment.provider();
      await waitFor(async () => {
        await provider.reconcile({});
        expect(await dataOf(name)).toEqual([]);
        expect(await serviceOf(name)).toBeUndefined();
      });
      await provider.disconnect();
      expect(writes).toBeLessThan(20);
    }
  });

  it('writes nothing to a database whose removal has begun', async () => {
    const provider = environment.provider();
    const request = environment.request('removing', two);
    const { ref } = await provider.create(request, actor);
    const killed = environment.provider(killedAfter(1));
    await expect(killed.remove(ref, {}, actor)).rejects.toThrow('killed');
    await killed.disconnect();
    const refused = 'is being removed';
    await expect(provider.create(request, actor)).rejects.toThrow(refused);
    await expect(provider.change(ref, { instances: 3 }, actor)).rejects.toThrow(
      refused,
    );
    await provider.disconnect();
  });

  it('keeps data and passwords of a database whose Service somebody deleted, and continues with a restored Service', async () => {
    const provider = environment.provider();
    const request = environment.request('kept', two);
    await provider.create(request, actor);
    const data = await dataOf('kept');
    expect(data).toHaveLength(5);
    const { readWrite } = namesOf('kept');
    const before = await environment.get(resources.services, readWrite);
    const { uid, resourceVersion, ...metadata } = before!.metadata;
    const id = { namespace: 'default', name: readWrite };
    await environment.admin.delete(resources.services, id);
    await expect(provider.create(request, actor)).rejects.toThrow(
      'whose Service was deleted',
    );
    await provider.reconcile({});
    expect(await dataOf('kept')).toEqual(data);

    // The controller deletes what the Service owned.
    for (const [kind] of PARTS)
      for (const part of await environment.partsOf(resources[kind], 'kept'))
        if (part.metadata.ownerReferences)
          await environment.admin.delete(resources[kind], part.metadata);
    const { clusterIP, clusterIPs, ...spec } = before!.spec as Record<
      string,
      unknown
    >;
    const restored = await environment.admin.create(resources.services, {
      ...before!,
      metadata,
      spec,
    });
    const owner = { [labels.owner]: restored.metadata.uid };
    for (const kind of ['secrets', 'persistentVolumeClaims'] as const)
      for (const part of await environment.partsOf(resources[kind], 'kept'))
        await environment.admin.patch(resources[kind], part.metadata, {
          metadata: { labels: owner },
        });
    const password = await passwordOf('kept');
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await counts('kept')).toEqual(PARTS);
    });
    expect(await passwordOf('kept')).toEqual(password);
    await provider.disconnect();
  });

  /** Limit of WAL in the configuration of PostgreSQL. */
  const walLimitOf = async (name: string) => {
    const { config } = namesOf(name);
    const { data } = (await environment.get(resources.configMaps, config)) as {
      data?: Record<string, string>;
    };
    return /max_wal_size = '(.*)'/.exec(data?.['postgresql.conf'] ?? '')?.[1];
  };

  it('expands the volumes, and completes an interrupted expansion', async () => {
    const request = environment.request('growing', two);
    const provider = environment.provider();
    const { ref } = await provider.create(request, actor);
    await bindClaims('growing');
    await provider.change(ref, { storage: '2Gi' }, actor);
    expect(await requestedBy('growing')).toEqual(['2Gi', '2Gi']);
    expect(await walLimitOf('growing')).toBe('256MB');
    await expect(
      provider.change(ref, { storage: '1Gi' }, actor),
    ).rejects.toMatchObject({ issues: [{ field: 'storage' }] });

    for (const [storage, writes, requested, limit] of [
      ['3Gi', 1, ['2Gi', '2Gi'], '384MB'],
      ['4Gi', 3, ['3Gi', '4Gi'], '512MB'],
    ] as const) {
      const killed = environment.provider(killedAfter(writes));
      await expect(killed.change(ref, { storage }, actor)).rejects.toThrow(
        'killed',
      );
      await killed.disconnect();
      expect((await requestedBy('growing')).sort()).toEqual(requested);
      await waitFor(async () => {
        await provider.reconcile({});
        expect(await requestedBy('growing')).toEqual([storage, storage]);
        expect(await walLimitOf('growing')).toBe(limit);
      });
    }
    await provider.disconnect();
  });

  it('adds and removes standbys with their volumes, and also an instance that an interrupted change left', async () => {
    const provider = environment.provider();
    const { ref } = await provider.create(
      environment.request('scaled', { version: '17' }),
      actor,
    );
    const sets = async () =>
      (await environment.partsOf(resources.statefulSets, 'scaled')).map(
        ({ metadata }) => metadata.name,
      );
    await provider.change(ref, { instances: 3 }, actor);
    const { instance } = namesOf('scaled');
    expect(await sets()).toEqual([0, 1, 2].map(instance));
    await provider.change(ref, { instances: 2 }, actor);
    expect(await sets()).toEqual([0, 1].map(instance));

    const standby = await environment.get(resources.statefulSets, instance(1));
    await environment.admin.create(resources.statefulSets, {
      ...standby!,
      metadata: {
        namespace: 'default',
        name: instance(2),
        labels: standby!.metadata.labels,
        annotations: standby!.metadata.annotations,
      },
    });
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await sets()).toEqual([0, 1].map(instance));
    });
    await provider.disconnect();
  });

  it('does not create the volume of a database again that has run', async () => {
    const provider = environment.provider();
    await provider.create(environment.request('lost', two), actor);
    await environment.run('lost');
    const { readWrite, claim } = namesOf('lost');
    await waitFor(async () => {
      await provider.reconcile({});
      const service = await environment.get(resources.services, readWrite);
      expect(service?.metadata.annotations).toHaveProperty([
        'pgstage.io/credentials',
      ]);
    });
    for (const index of [0, 1]) {
      const id = { namespace: 'default', name: claim(index) };
      const kind = resources.persistentVolumeClaims;
      await environment.admin.patch(kind, id, {
        metadata: { finalizers: null },
      });
      await environment.admin.delete(kind, id);
    }
    const claims = async () =>
      (await environment.partsOf(resources.persistentVolumeClaims, 'lost')).map(
        ({ metadata }) => metadata.name,
      );
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await claims()).toEqual([claim(1)]);
    });
    await provider.disconnect();
  });

  const deleteClaim = async (name: string) => {
    const id = { namespace: 'default', name };
    const kind = resources.persistentVolumeClaims;
    await environment.admin.patch(kind, id, { metadata: { finalizers: null } });
    await environment.admin.delete(kind, id);
  };

  it('never creates the volume of the primary again, and says that it is missing', async () => {
    const provider = environment.provider();
    const request = environment.request('empty', two);
    const { ref } = await provider.create(request, actor);
    const { claim, readWrite } = namesOf('empty');
    const kind = resources.persistentVolumeClaims;
    const first = await environment.get(kind, claim(0));
    const service = await environment.get(resources.services, readWrite);
    expect(service?.metadata.annotations).toHaveProperty(
      [DATA_CLAIM],
      first?.metadata.uid,
    );
    await deleteClaim(claim(0));
    await deleteClaim(claim(1));
    const missing = 'The volume of the primary is missing';
    await expect(provider.change(ref, { instances: 3 }, actor)).rejects.toThrow(
      missing,
    );
    await expect(provider.create(request, actor)).rejects.toThrow(missing);
    await waitFor(async () => {
      await provider.reconcile({});
      const claims = await environment.partsOf(kind, 'empty');
      expect(claims.map(({ metadata }) => metadata.name)).toEqual([claim(1)]);
    });
    await provider.disconnect();
  });

  it('keeps surplus standbys while the volume of the primary is missing', async () => {
    const provider = environment.provider();
    const { ref } = await provider.create(
      environment.request('keeps', two),
      actor,
    );
    const { claim, instance, readWrite } = namesOf('keeps');
    const service = { namespace: 'default', name: readWrite };
    const live = await environment.get(resources.services, readWrite);
    const spec = JSON.parse(live!.metadata.annotations!['pgstage.io/spec']);
    await environment.admin.patch(resources.services, service, {
      metadata: {
        annotations: {
          'pgstage.io/spec': JSON.stringify({ ...spec, instances: 1 }),
        },
      },
    });
    await deleteClaim(claim(0));
    await waitFor(async () => {
      const health = await provider.health(ref);
      expect(health.parts?.map(({ name }) => name)).not.toContain(claim(0));
    });
    await provider.reconcile({});
    expect(
      await environment.get(resources.statefulSets, instance(1)),
    ).toBeDefined();
    await provider.disconnect();
  });

  it('does not make passwords again, and reports missing Secrets', async () => {
    const provider = environment.provider();
    const request = environment.request('secrets', two);
    await provider.create(request, actor);
    const { login, replication, monitoring, readWrite } = namesOf('secrets');
    const secrets = async () =>
      (await environment.partsOf(resources.secrets, 'secrets')).map(
        ({ metadata }) => metadata.name,
      );
    const before = await environment.get(resources.secrets, login);
    for (const name of [login, replication])
      await environment.admin.delete(resources.secrets, {
        namespace: 'default',
        name,
      });
    const reported = async () =>
      (await environment.get(resources.services, readWrite))?.metadata
        .annotations?.[MISSING_SECRETS];
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await reported()).toBe(`${login},${replication}`);
    });
    await expect(provider.create(request, actor)).rejects.toThrow(
      `Secret '${login}' is missing`,
    );
    expect(await secrets()).toEqual([monitoring]);
    // Restored, each is reported no longer.
    const { uid, resourceVersion, ...metadata } = before!.metadata;
    await environment.admin.create(resources.secrets, { ...before!, metadata });
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await reported()).toBe(replication);
    });
    await provider.disconnect();
  });

  it('does not store the login of a Secret that belongs to something else', async () => {
    const provider = environment.provider();
    await provider.create(environment.request('replaced', two), actor);
    await environment.run('replaced');
    const { login, readWrite } = namesOf('replaced');
    let secretRef = '';
    await waitFor(async () => {
      await provider.reconcile({});
      const service = await environment.get(resources.services, readWrite);
      ({ secretRef } = JSON.parse(
        service!.metadata.annotations!['pgstage.io/credentials'],
      ));
    });
    const id = { namespace: 'default', name: login };
    await environment.admin.delete(resources.secrets, id);
    await environment.admin.create(resources.secrets, {
      metadata: id,
      stringData: { username: 'replaced', password: 'other' },
    });
    const stored = () =>
      environment.get(resources.secrets, secretRef.split('/').pop()!);
    const before = await stored();
    expect(before?.data).toBeDefined();
    const again = environment.provider();
    await waitFor(async () => {
      await again.reconcile({});
      expect((await again.health(environment.refOf('replaced'))).parts).toEqual(
        expect.anything(),
      );
    });
    await again.reconcile({});
    expect((await stored())?.data).toEqual(before?.data);
    await again.disconnect();
    await provider.disconnect();
  });

  it("repeats a create without today's configuration in existing pods", async () => {
    const provider = environment.provider();
    const request = environment.request('repeated', two);
    await provider.create(request, actor);
    const { instance } = namesOf('repeated');
    const kind = resources.statefulSets;
    const before = await environment.get(kind, instance(0));
    await environment.admin.delete(kind, {
      namespace: 'default',
      name: instance(1),
    });
    const other = environment.provider(undefined, { image: 'other:{version}' });
    await other.create(request, actor);
    const after = await environment.get(kind, instance(0));
    expect(after?.spec).toEqual(before?.spec);
    expect(await environment.get(kind, instance(1))).toBeDefined();
    // Nor does a reconcile, also before the login was stored.
    await other.reconcile({});
    expect((await environment.get(kind, instance(0)))?.spec).toEqual(
      before?.spec,
    );
    await other.disconnect();
    await provider.disconnect();
  });

  it('adds and removes the exporter, also one that an interrupted change left', async () => {
    const provider = environment.provider();
    const { ref } = await provider.create(
      environment.request('metered', two),
      actor,
    );
    const { exporter, metrics } = namesOf('metered');
    const exists = async () =>
      [
        await environment.get(resources.deployments, exporter),
        await environment.get(resources.services, metrics),
      ].map(Boolean);
    const on = { options: { monitoring: true } };
    const off = { options: { monitoring: false } };
    expect(await exists()).toEqual([false, false]);
    await provider.change(ref, on, actor);
    expect(await exists()).toEqual([true, true]);
    await provider.change(ref, off, actor);
    expect(await exists()).toEqual([false, false]);

    await provider.change(ref, on, actor);
    const deployment = await environment.get(resources.deployments, exporter);
    await environment.runExporter(deployment!);
    const killed = environment.provider(killedAfter(1));
    await expect(killed.change(ref, off, actor)).rejects.toThrow('killed');
    await killed.disconnect();
    await waitFor(async () => {
      await provider.reconcile({});
      expect(await exists()).toEqual([false, false]);
    });
    await provider.disconnect();
  });

  it('continues a rotation with the same password, and reveals none of which it is not known whether it is valid', async () => {
    const provider = environment.provider();
    const request = environment.request('rotated', two);
    const { ref } = await provider.create(request, actor);
    await environment.run('rotated');
    const before = await passwordOf('rotated');
    const failed = new AbortController();
    const fails = environment.completeJobs({ said: '' }, failed.signal, 1);
    await expect(provider.rotatePassword(ref, actor)).rejects.toThrow(
      'password was not set',
    );
    failed.abort();
    await fails;
    const begun = await passwordOf('rotated');
    expect(begun).toMatchObject(before!);
    await expect(provider.revealCredentials(ref, actor)).rejects.toThrow(
      'not known which one is valid',
    );
    // Somebody restored the Secret without its annotations.
    await environment.admin.patch(
      resources.secrets,
      { namespace: 'default', name: namesOf('rotated').login },
      { metadata: { annotations: null } },
    );
    const done = new AbortController();
    const jobs = environment.completeJobs({ said: '' }, done.signal);
    await provider.rotatePassword(ref, actor);
    done.abort();
    await jobs;
    const { 'next-password': next, ...kept } = begun!;
    expect(await passwordOf('rotated')).toEqual({
      ...kept,
      password: next,
      'postgres-password': next,
    });
    await provider.disconnect();
  });

  it('restarts standbys before the primary', async () => {
    const provider = environment.provider();
    const { ref } = await provider.create(
      environment.request('restarted', two),
      actor,
    );
    await environment.run('restarted');
    const { instance } = namesOf('restarted');
    const isRestarted = async (index: number) => {
      const set = await environment.get(
        resources.statefulSets,
        instance(index),
      );
      const { template } = set!.spec as {
        template: { metadata: { annotations: Record<string, string> } };
      };
      return template.metadata.annotations[RESTART] !== undefined;
    };
    const reconciled = async (expected: [boolean, boolean]) =>
      waitFor(async () => {
        await provider.reconcile({});
        expect([await isRestarted(0), await isRestarted(1)]).toEqual(expected);
      });
    await provider.restart(ref, {}, actor);
    await reconciled([false, true]);
    await provider.reconcile({});
    expect(await isRestarted(0)).toBe(false);
    await environment.updateSet(instance(1));
    await reconciled([true, true]);
    await expect(
      provider.restart(ref, { reload: true }, actor),
    ).rejects.toMatchObject({ issues: [{ field: 'reload' }] });
    await provider.disconnect();
  });

  /** Lets the Service select another instance, as somebody does who promotes it. */
  const promote = (name: string, index: number) => {
    const { readWrite, instance } = namesOf(name);
    return environment.admin.patch(
      resources.services,
      { namespace: 'default', name: readWrite },
      { spec: { selector: { [labels.instance]: instance(index) } } },
    );
  };

  it('does not remove the primary, whichever instance it is', async () => {
    const provider = environment.provider();
    const { ref } = await provider.create(
      environment.request('promoted', two),
      actor,
    );
    const { claim, instance, readWrite } = namesOf('promoted');
    await promote('promoted', 1);
    await expect(
      provider.change(ref, { instances: 1 }, actor),
    ).rejects.toMatchObject({
      issues: [
        { field: 'instances', rule: expect.stringContaining(instance(1)) },
      ],
    });
    // The record of a change that was interrupted before.
    const service = await environment.get(resources.services, readWrite);
    const spec = JSON.parse(service!.metadata.annotations!['pgstage.io/spec']);
    await environment.admin.patch(resources.services, service!.metadata, {
      metadata: {
        annotations: {
          'pgstage.io/spec': JSON.stringify({ ...spec, instances: 1 }),
        },
      },
    });
    await waitFor(async () => {
      await provider.reconcile({});
      expect(
        await environment.get(resources.services, namesOf('promoted').readOnly),
      ).toBeUndefined();
    });
    expect(
      await environment.get(resources.statefulSets, instance(1)),
    ).toBeDefined();
    expect(
      await environment.get(resources.persistentVolumeClaims, claim(1)),
    ).toBeDefined();
    await provider.disconnect();
  });

  it('marks a database as started once its primary is ready', async () => {
    const provider = environment.provider();
    await provider.create(environment.request('marked', two), actor);
    const { started } = namesOf('marked');
    await provider.reconcile({});
    expect(
      await environment.get(resources.configMaps, started),
    ).toBeUndefined();
    await environment.run('marked');
    await waitFor(async () => {
      await provider.reconcile({});
      expect(
        await environment.get(resources.configMaps, started),
      ).toMatchObject({ metadata: { ownerReferences: [{ kind: 'Service' }] } });
    });
    await provider.disconnect();
  });

  it.each([
    ['in another namespace', { namespaces: ['other'] }, {}],
    ['with a record that no create accepts', {}, { user: 'postgres' }],
  ])('makes no workloads of a Service %s', async (_, own, more) => {
    const name = `made${Object.keys(more).length}`;
    const provider = environment.provider(undefined, own);
    await environment.createForeign(name);
    const { binding } = environment.request(name);
    await environment.admin.patch(
      resources.services,
      { namespace: 'default', name: namesOf(name).readWrite },
      {
        metadata: {
          annotations: recordToAnnotations({
            binding,
            spec: {
              version: '17',
              size: 'small',
              instances: 1,
              storage: '1Gi',
              database: 'orders',
              user: 'orders',
              ...more,
            },
          }),
        },
      },
    );
    await waitFor(async () =>
      expect(
        (
          await provider.health(environment.refOf(name))
        ).parts,
      ).toBeDefined(),
    );
    await provider.reconcile({});
    expect(await environment.partsOf(resources.statefulSets, name)).toEqual([]);
    expect(await environment.partsOf(resources.secrets, name)).toEqual([]);
    await provider.disconnect();
  });

  it('changes nothing of a database whose record cannot be read', async () => {
    const provider = environment.provider();
    const { ref } = await provider.create(
      environment.request('unread', two),
      actor,
    );
    const service = {
      namespace: 'default',
      name: namesOf('unread').readWrite,
    };
    await environment.admin.patch(resources.services, service, {
      metadata: { annotations: { 'pgstage.io/spec': '{' } },
    });
    await expect(
      provider.change(ref, { protected: false }, actor),
    ).rejects.toThrow('cannot be read');
    await provider.reconcile({});
    expect(await counts('unread')).toEqual(PARTS);
    await provider.disconnect();
  });

  it('shows and binds an adopted database, and refuses everything else', async () => {
    const provider = environment.provider();
    const ref = await environment.createForeign('foreign');
    const { binding } = environment.request('foreign');
    await provider.bind(ref, binding, { ...actor, adopt: true });
    await expect(provider.change(ref, { instances: 2 }, actor)).rejects.toThrow(
      'not created here',
    );
    await expect(provider.remove(ref, { force: true }, actor)).rejects.toThrow(
      'not created here',
    );
    await provider.disconnect();
  });
});
