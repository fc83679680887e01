import { z } from 'zod';
import { limitsSchema } from '../config/sizes';
import { keyed, labelValue, nodeLabelProblem } from './nameRules';

const toleration = z
  .strictObject({
    key: z
      .string()
      .refine(key => !nodeLabelProblem(key), {
        message: 'must be the key of a taint',
      })
      .optional(),
    operator: z.enum(['Equal', 'Exists']).optional(),
    value: labelValue.optional(),
    effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
  })
  .refine(({ key, operator }) => key || operator === 'Exists', {
    path: ['operator'],
    message: 'must be Exists if there is no key',
  })
  .refine(({ operator, value }) => operator !== 'Exists' || !value, {
    path: ['value'],
    message: 'must be omitted if the operator is Exists',
  });

/** Node selection and anti-affinity. @public */
export const affinityOption = z.strictObject({
  antiAffinity: z
    .enum(['preferred', 'required', 'none'])
    .optional()
    .describe('Whether instances avoid the same node; preferred unless given'),
  topologyKey: z
    .string()
    .refine(key => !nodeLabelProblem(key), {
      message: "must be a node's label",
    })
    .optional()
    .describe(
      'Topology key that separates them, for example topology.kubernetes.io/zone',
    ),
  nodeSelector: keyed(nodeLabelProblem, labelValue)
    .optional()
    .describe('Labels of the nodes to run on'),
  tolerations: z.array(toleration).optional(),
});

/** Requests and limits instead of those of the size. @public */
export const resourcesOption = z.strictObject({
  requests: limitsSchema.optional(),
  limits: limitsSchema.optional(),
});
