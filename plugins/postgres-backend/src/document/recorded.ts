import type { JsonObject } from '@backstage/types';
import recorded from './examples.json';

/** What was really asked and answered. */
interface RecordedCall {
  request?: JsonObject;
  response?: JsonObject;
}

const { calls, errors } = recorded as {
  calls: Record<string, RecordedCall>;
  errors: Record<string, JsonObject>;
};

/** By the name of the call; a test of the example backend records them. */
export function recordedCall(id: string): RecordedCall | undefined {
  return calls[id];
}

/** By status. */
export function recordedError(status: number): JsonObject | undefined {
  return errors[status];
}
