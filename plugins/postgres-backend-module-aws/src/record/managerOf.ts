import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import type { RegionConfig } from '../config';
import { message } from '../messages';

/** A tool that manages an instance, and would revert a change. */
export interface Manager {
  /** For errors. */
  name: string;
  /** Why pgstage does not modify the instance. */
  obstacle: Message;
}

/** Tags that CloudFormation, ACK and Crossplane set on the resources that they manage. */
const KNOWN: Record<string, (value: string) => Manager> = {
  'aws:cloudformation:stack-name': stack => ({
    name: `CloudFormation stack '${stack}'`,
    obstacle: message('managedByStack', { stack }),
  }),
  'services.k8s.aws/namespace': namespace => ({
    name: `ACK in namespace '${namespace}'`,
    obstacle: message('managedByAck', { namespace }),
  }),
  'crossplane-name': resource => ({
    name: `Crossplane resource '${resource}'`,
    obstacle: message('managedByCrossplane', { resource }),
  }),
};

/** Returns the tool that manages an instance; undefined if there is none. */
export function managerOf(
  tags: Record<string, string>,
  managedBy: RegionConfig['managedBy'],
): Manager | undefined {
  for (const [tag, manager] of Object.entries(KNOWN))
    if (Object.hasOwn(tags, tag)) return manager(tags[tag]);
  const name = managedBy.find(
    ({ tag, value }) =>
      Object.hasOwn(tags, tag) && (value === undefined || tags[tag] === value),
  )?.owner;
  return name === undefined
    ? undefined
    : { name, obstacle: message('managedByTool', { tool: name }) };
}
