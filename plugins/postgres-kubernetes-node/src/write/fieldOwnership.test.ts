import type { KubernetesObject } from '../cluster';
import { checkFieldOwnership } from './fieldOwnership';

const SPEC = {
  instances: 5,
  postgresql: { parameters: { work_mem: '8MB' } },
};

function live(manager: string, operation: string): KubernetesObject {
  return {
    kind: 'Cluster',
    metadata: {
      namespace: 'shop',
      name: 'orders',
      managedFields: [
        { manager: 'pgstage', operation: 'Update', fieldsV1: { 'f:spec': {} } },
        {
          manager,
          operation,
          fieldsV1: {
            'f:spec': {
              'f:instances': {},
              'f:postgresql': { 'f:parameters': { 'f:work_mem': {} } },
              'f:managed': { 'f:roles': {} },
            },
          },
        },
      ],
    },
    spec: SPEC,
  };
}

const patch = {
  spec: {
    instances: 2,
    postgresql: { parameters: { work_mem: null, jit: 'off' } },
    managed: { roles: [] },
  },
};
const refused = (object: KubernetesObject, before?: object) => {
  try {
    checkFieldOwnership(object, patch, before);
    return undefined;
  } catch (error) {
    return error;
  }
};

it('names the managers that apply fields', () => {
  expect(refused(live('terraform', 'Apply'), { spec: SPEC })).toMatchObject({
    message: expect.stringContaining(
      "Cluster 'shop/orders' is also managed by terraform; change it there",
    ),
    differences: [
      {
        field: 'spec.instances',
        existing: "5, set by 'terraform'",
        requested: '2',
      },
      {
        field: 'spec.postgresql.parameters.work_mem',
        existing: "8MB, set by 'terraform'",
        requested: 'nothing',
      },
    ],
  });
});

it('names fields that were set to another value since then', () => {
  const before = { spec: { ...SPEC, instances: 3 } };
  expect(refused(live('kubectl-edit', 'Update'), before)).toMatchObject({
    message: expect.stringContaining('first request their current values'),
    differences: [{ field: 'spec.instances' }],
  });
});

it('takes over unchanged fields, and those that pgstage set', () => {
  expect(refused(live('kubectl-edit', 'Update'), { spec: SPEC })).toBe(
    undefined,
  );
  expect(refused(live('pgstage', 'Apply'), {})).toBe(undefined);
  expect(refused({ metadata: { name: 'orders' } }, {})).toBe(undefined);
});
