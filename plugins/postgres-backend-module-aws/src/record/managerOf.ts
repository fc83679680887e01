import type { RegionConfig } from '../config';

/** Tags by which tools mark what they manage: CloudFormation, ACK and Crossplane write them themselves. */
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

/** Returns the tool that manages an instance, for people; undefined for none. */
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
