import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import {
  instanceOf,
  checkPrimaryStays,
  primaryObstacle,
  successorOf,
  supportedUnless,
  withObstacle,
  type OperationRules,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Acorn } from './acorns';
import { message } from './messages';

/** Operations on a PostgresAcorn in addition to those of the base. */
export const operations: OperationRules<Acorn> = {
  switchover: {
    offered: ({ report, snapshot }, { unbound, deleting, managed, single }) =>
      withObstacle(
        primaryObstacle(report.primary, snapshot.cluster.spec.primary, true),
        supportedUnless(unbound, deleting, managed, single),
      ),
    run: async (target, { instance }, options) => {
      const { objects, report, facts, health } = target;
      const { cluster } = target.snapshot;
      if (instance !== undefined && instanceOf({ facts }, instance).primary)
        throw new ConflictError(`${instance} is already the primary`);
      checkPrimaryStays(report.primary, cluster.spec.primary, true);
      const ready = facts.instances.filter(each => each.ready);
      const names = new Set(ready.map(({ name }) => name));
      const primary = successorOf(health, names, instance).name;
      await objects.patch(target, () => ({ spec: { primary } }), options);
    },
  },
  'rotate-certificate': {
    offered: ({ snapshot }, { unbound, deleting, managed }) => {
      const { spec, status } = snapshot.cluster;
      const changes = spec.certificateRequest !== status.certificateRequest;
      return withObstacle(
        changes ? message('certificateChanges') : undefined,
        supportedUnless(unbound, deleting, managed),
      );
    },
    run: async (target, _, options) => {
      const certificateRequest = randomUUID();
      const patch = () => ({ spec: { certificateRequest } });
      await target.objects.patch(target, patch, options);
    },
  },
};
