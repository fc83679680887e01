import type {
  Message,
  MessageParam,
} from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import { message } from '../messages';

/** Tags that CloudFormation, ACK and Crossplane set on the resources that they manage. */
const KNOWN: { tag: string; owner: (value: string) => Message }[] = [
  {
    tag: 'aws:cloudformation:stack-name',
    owner: stack => message('managedByStack', { stack }),
  },
  {
    tag: 'services.k8s.aws/namespace',
    owner: namespace => message('managedByAck', { namespace }),
  },
  {
    tag: 'crossplane-name',
    owner: resource => message('managedByCrossplane', { resource }),
  },
];

/** Returns the display name of the tool that manages an instance; undefined if there is none. */
export function managerOf(
  tags: Record<string, string>,
  managedBy: RegionConfig['managedBy'],
): MessageParam | undefined {
  for (const { tag, owner } of KNOWN)
    if (Object.hasOwn(tags, tag)) return owner(tags[tag]);
  return managedBy.find(
    ({ tag, value }) =>
      Object.hasOwn(tags, tag) && (value === undefined || tags[tag] === value),
  )?.owner;
}
