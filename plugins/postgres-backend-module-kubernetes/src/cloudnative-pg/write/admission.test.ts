import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import {
  describeWithApiServer,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { actor, KINDS, Provisioner } from '../__testUtils__/provisioner';
import { Webhook } from '../__testUtils__/Webhook';
import type { CloudNativePgProvider } from '../CloudNativePgProvider';
import { namesOf, resources } from '../model';

/** What the operator's webhook refuses, and our own rules do not know. */
const refusals = [
  {
    field: 'spec.postgresql.parameters.max_wal_senders',
    message: 'Invalid value: "0": should be more',
  },
  {
    field: 'spec.certificates.servercasecret',
    message: 'Invalid value: "": no such authority',
  },
  { field: 'spec.imageName', message: 'Invalid value: "x": too old' },
  { field: 'spec.logLevel', message: 'Invalid value: "loud": unknown' },
];
const issues = [
  {
    field: 'options.parameters.max_wal_senders',
    rule: expect.stringContaining(
      'is refused by Kubernetes: Invalid value: "0": should be more',
    ),
  },
  {
    field: 'options.tls.serverCaSecret',
    rule: expect.stringContaining('no such authority'),
  },
  { field: 'version', rule: expect.stringContaining('too old') },
  // Nobody asked for it: the path tells where to look.
  { field: '', rule: expect.stringContaining('(Cluster spec.logLevel)') },
];

describeWithApiServer('admission', ({ server, crd }) => {
  const webhook = new Webhook();
  let stage: Provisioner;
  let provider: CloudNativePgProvider;

  beforeAll(async () => {
    stage = await Provisioner.start(server, KINDS.map(crd));
    provider = stage.provider();
    await webhook.start(stage.admin);
    // The API server takes a moment to learn of a webhook.
    await waitFor(async () => {
      await provider.create(stage.request('probe'), {
        ...actor,
        dryRun: true,
      });
      if (!webhook.asked.length) throw new Error('It was not asked yet');
    });
  });
  beforeEach(() => {
    webhook.refusals = refusals;
    webhook.asked.length = 0;
  });
  afterAll(async () => {
    await provider?.disconnect();
    webhook.stop();
  });

  const refused = async (call: Promise<unknown>) => {
    const error: unknown = await call.catch(e => e);
    expect(error).toBeInstanceOf(InvalidFieldsError);
    return (error as InvalidFieldsError).issues;
  };

  it.each([true, false])(
    'says at the fields of the form what the operator refuses, with dryRun %s, and writes nothing',
    async dryRun => {
      const request = stage.request('refused', { options: { pooler: {} } });
      expect(
        await refused(provider.create(request, { ...actor, dryRun })),
      ).toEqual(issues);
      expect(webhook.asked).toEqual([{ name: 'refused', dryRun: true }]);
      expect(await stage.get(resources.clusters, 'refused')).toBeUndefined();
      expect(
        await stage.get(resources.poolers, namesOf('refused').pooler),
      ).toBeUndefined();
    },
  );

  it('says the same of a change, before its parts are made', async () => {
    webhook.refusals = [];
    const { ref } = await provider.create(stage.request('changed'), actor);
    const { metadata } = await stage.cluster('changed');
    webhook.refusals = refusals;
    const change = { instances: 2, options: { pooler: {} } };
    expect(await refused(provider.change(ref, change, actor))).toEqual(issues);
    expect((await stage.cluster('changed')).metadata.resourceVersion).toBe(
      metadata.resourceVersion,
    );
    expect(
      await stage.get(resources.poolers, namesOf('changed').pooler),
    ).toBeUndefined();
  });
});
