import { z } from 'zod';
import { byteQuantity, cpuQuantity } from './text';

/** Requests or limits of a container. @public */
export const limitsSchema = z.strictObject({
  cpu: cpuQuantity.optional(),
  memory: byteQuantity.optional(),
});

/** Values of a size; a request can override each. @public */
export const sizeSchema = z.strictObject({
  title: z.string().min(1).optional(),
  requests: limitsSchema.default({}),
  limits: limitsSchema.default({}),
  storage: byteQuantity,
  instances: z.coerce.number().int().min(1).max(15).default(1),
});
/** @see {@link sizeSchema} @public */
export type Size = z.output<typeof sizeSchema>;

/** Default sizes; the configuration can override them by name. */
export const defaultSizes: Record<string, Size> = {
  small: {
    requests: { cpu: '100m', memory: '256Mi' },
    limits: { cpu: '500m', memory: '512Mi' },
    storage: '1Gi',
    instances: 1,
  },
  medium: {
    requests: { cpu: '250m', memory: '512Mi' },
    limits: { cpu: '1', memory: '1Gi' },
    storage: '5Gi',
    instances: 1,
  },
  large: {
    requests: { cpu: '500m', memory: '1Gi' },
    limits: { cpu: '2', memory: '2Gi' },
    storage: '10Gi',
    instances: 2,
  },
};
