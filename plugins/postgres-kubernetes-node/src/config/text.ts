import { amountOf } from '@pgstage/backstage-plugin-postgres-common';
import { z } from 'zod';

/** Name of a Kubernetes object (RFC 1123 subdomain). @public */
export const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, {
    message: 'must be a name of lowercase letters, digits, - and .',
  });

/** Name of a namespace (RFC 1123 label). @public */
export const namespaceName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, {
    message: 'must be the name of a namespace',
  });

/** Key in a Secret or ConfigMap. @public */
export const dataKey = z
  .string()
  .max(253)
  .regex(/^[-._a-zA-Z0-9]+$/, {
    message: 'must be a key of letters, digits, -, _ and .',
  });

/**
 * An amount of bytes with its unit. Kubernetes reads a plain number as bytes,
 * and `m` as thousandths of one, which is never intended.
 *
 * @public
 */
export const byteQuantity = z
  .string()
  .regex(/^[1-9]\d*(\.\d+)?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)$/, {
    message: 'must be a number with a unit, for example 20Gi or 512Mi',
  });

/** CPUs: whole, or thousandths with the unit `m`. @public */
export const cpuQuantity = z
  .string()
  .regex(/^([1-9]\d*m|[1-9]\d*(\.\d+)?|0\.\d*[1-9]\d*)$/, {
    message: 'must be a number of CPUs, for example 2 or 500m',
  });

/** Returns the whole bytes of a Kubernetes quantity, or undefined if it is not valid. @public */
export function bytesOf(quantity: string | undefined): number | undefined {
  const amount = amountOf(quantity);
  return amount === undefined ? undefined : Math.round(amount);
}
