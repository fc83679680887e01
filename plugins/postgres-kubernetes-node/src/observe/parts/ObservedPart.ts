import type { Part } from '@pgstage/backstage-plugin-postgres-common';

/** A part of a database with what only the rules for attention need. @public */
export type ObservedPart = Part & {
  /** Of a part with a problem: connections through it work. */
  accepts?: boolean;
  /** Its containers cannot run, or keep ending: it is not starting. */
  crashes?: boolean;
};

/** Returns a part as the API has it. */
export function toPart({
  accepts: _accepts,
  crashes: _crashes,
  ...part
}: ObservedPart): Part {
  return part;
}
