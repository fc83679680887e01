import type { RegionConfig } from '../config';

/** Tags that CloudFormation, ACK and Crossplane set on the resources that they manage. */
const KNOWN: { tag: string; owner: (value: string) => string }[] = [
  {
    tag: 'aws:cloudformation:stack-name',
    owner: stack => `CloudFormation, stack ${stack}`,
  },
  {
    tag: 'services.k8s.aws/namespace',
    owner: namespace => `ACK, namespace ${namespace}`,
  },
  { tag: 'crossplane-name', owner: name => `Crossplane, resource ${name}` },
];

/** Returns the display name of the tool that manages an instance; undefined if there is none. */
export function managerOf(
  tags: Record<string, string>,
  managedBy: RegionConfig['managedBy'],
): string | undefined {
  for (const { tag, owner } of KNOWN)
    if (Object.hasOwn(tags, tag)) return owner(tags[tag]);
  return managedBy.find(
    ({ tag, value }) =>
      Object.hasOwn(tags, tag) && (value === undefined || tags[tag] === value),
  )?.owner;
}
