import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import {
  instanceOf,
  checkPrimaryStays,
  successorOf,
  supportedUnless,
  type OperationRules,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { Acorn } from './acorns';
import { message } from './messages';

/** Operations on a PostgresAcorn in addition to those of the base. */
export const operations: OperationRules<Acorn> = {
  switchover: {
    offered: ({ report }, { unbound, deleting, managed, single }) => {
      const support = supportedUnless(unbound, deleting, managed, single);
      return support.supported && !report.primary
        ? { ...support, obstacle: message('noPrimary') }
        : support;
    },
    run: async (target, { instance }, options) => {
      const { objects, report, facts, health } = target;
      const { cluster } = target.snapshot;
      if (instance !== undefined && instanceOf({ facts }, instance).primary)
        throw new ConflictError(`${instance} is already the primary`);
      checkPrimaryStays(cluster, {
        current: report.primary,
        target: cluster.spec.primary,
        isChosen: true,
      });
      const ready = facts.instances.filter(each => each.ready);
      const names = new Set(ready.map(({ name }) => name));
      const primary = successorOf(health, names, instance).name;
      await objects.patch(target, () => ({ spec: { primary } }), options);
    },
  },
  'rotate-certificate': {
    offered: ({ snapshot }, { unbound, deleting, managed }) => {
      const { spec, status } = snapshot.cluster;
      const support = supportedUnless(unbound, deleting, managed);
      return support.supported &&
        spec.certificateRequest !== status.certificateRequest
        ? { ...support, obstacle: message('certificateChanges') }
        : support;
    },
    run: async (target, _, options) => {
      const certificateRequest = randomUUID();
      const patch = () => ({ spec: { certificateRequest } });
      await target.objects.patch(target, patch, options);
    },
  },
};
