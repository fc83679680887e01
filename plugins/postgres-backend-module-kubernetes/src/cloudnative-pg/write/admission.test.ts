import { InvalidFieldsError } from '@pgstage/backstage-plugin-postgres-common';
import {
  describeWithApiServer,
  waitFor,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node/testUtils';
import { actor, KINDS, Provisioner } from '../__testUtils__/provisioner';
import { Webhook } from '../__testUtils__/Webhook';
import type { CloudNativePgProvider } from '../CloudNativePgProvider';
import { namesOf, resources } from '../model';

/** Refusals of the operator's webhook that pgstage has no rules for. */
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
  // No field requests it: the path shows where the problem is.
  { field: '', rule: expect.stringContaining('(Cluster spec.logLevel)') },
];

describeWithApiServer('admission', ({ server, crd }) => {
  const webhook = new Webhook();
  let provisioner: Provisioner;
  let provider: CloudNativePgProvider;

  beforeAll(async () => {
    provisioner = await Provisioner.start(server, KINDS.map(crd));
    provider = provisioner.provider();
    await webhook.start(provisioner.admin);
    // The API server calls a new webhook only after a moment.
    await waitFor(async () => {
      await provider.create(provisioner.request('probe'), {
        ...actor,
        dryRun: true,
      });
      if (!webhook.reviews.length)
        throw new Error('It has not been called yet');
    });
  });
  beforeEach(() => {
    webhook.refusals = refusals;
    webhook.reviews.length = 0;
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
    'reports refusals of the operator by form fields, with dryRun %s, and writes nothing',
    async dryRun => {
      const request = provisioner.request('refused', {
        options: { pooler: {} },
      });
      expect(
        await refused(provider.create(request, { ...actor, dryRun })),
      ).toEqual(issues);
      expect(webhook.reviews).toEqual([{ name: 'refused', dryRun: true }]);
      expect(
        await provisioner.get(resources.clusters, 'refused'),
      ).toBeUndefined();
      expect(
        await provisioner.get(resources.poolers, namesOf('refused').pooler),
      ).toBeUndefined();
    },
  );

  it('reports them for a change, too, before its parts are written', async () => {
    webhook.refusals = [];
    const { ref } = await provider.create(
      provisioner.request('changed'),
      actor,
    );
    const { metadata } = await provisioner.cluster('changed');
    webhook.refusals = refusals;
    const change = { instances: 2, options: { pooler: {} } };
    expect(await refused(provider.change(ref, change, actor))).toEqual(issues);
    expect(
      (await provisioner.cluster('changed')).metadata.resourceVersion,
    ).toBe(metadata.resourceVersion);
    expect(
      await provisioner.get(resources.poolers, namesOf('changed').pooler),
    ).toBeUndefined();
  });
});
