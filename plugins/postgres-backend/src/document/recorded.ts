import type { JsonObject } from '@backstage/types';
import recorded from './examples.json';

/** A recorded request and response. */
interface RecordedCall {
  request?: JsonObject;
  response?: JsonObject;
}

const { calls, errors } = recorded as {
  calls: Record<string, RecordedCall>;
  errors: Record<string, JsonObject>;
};

/** Returns the recorded example of a call, by name. A test of the example backend records them. */
export function recordedCall(id: string): RecordedCall | undefined {
  return calls[id];
}

/** Returns the recorded error of a status. */
export function recordedError(status: number): JsonObject | undefined {
  return errors[status];
}
