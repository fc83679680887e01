import type { Model } from './isLinearizable';

/** The record of a database; null: there is none. */
export type RecordState = { entities: string[]; limit: number } | null;

/** A write that succeeded, or can have, and a read of the server itself, without a proxy. */
export type RecordOperation =
  | { kind: 'create'; entity: string; limit: number }
  | { kind: 'bind'; entity: string }
  | { kind: 'change'; limit: number }
  | { kind: 'remove' }
  | { kind: 'read'; found: RecordState };

const keyOf = (state: RecordState) => JSON.stringify(state);

/** One database of the provider `server`, whose record is on the server. */
export const recordModel: Model<RecordState, RecordOperation> = {
  initial: null,
  keyOf,
  next(state, operation) {
    switch (operation.kind) {
      case 'create': {
        const created = {
          entities: [operation.entity],
          limit: operation.limit,
        };
        // A repeated request finds its own database; any other is a conflict.
        return !state || keyOf(state) === keyOf(created) ? created : undefined;
      }
      case 'bind':
        return state
          ? {
              ...state,
              entities: [
                ...new Set([...state.entities, operation.entity]),
              ].sort(),
            }
          : undefined;
      case 'change':
        return state ? { ...state, limit: operation.limit } : undefined;
      case 'remove':
        return null;
      case 'read':
        return keyOf(state) === keyOf(operation.found) ? state : undefined;
      default:
        throw new TypeError(`Unknown call ${operation satisfies never}`);
    }
  },
};
