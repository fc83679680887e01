/** A call of one client on one object, with what it found. */
export interface Call<Operation> {
  operation: Operation;
  /** When it was sent, and when it was answered; without an answer, it can take effect at any later time. */
  from: number;
  to: number;
  /** Whether it may have had no effect: it received no answer, or an error. */
  uncertain?: boolean;
}

/** How operations change an object, one after the other. */
export interface Model<State, Operation> {
  initial: State;
  /** Returns the state after an operation; undefined: the operation cannot have had its result in this state. */
  next(state: State, operation: Operation): State | undefined;
  /** The same text for equal states. */
  keyOf(state: State): string;
}

/**
 * Returns whether there is an order of the calls, each at one point between its
 * request and its answer, in which every call has its result. Searches like Wing
 * and Gong, and visits no set of calls with the same state twice, like Lowe.
 */
export function isLinearizable<State, Operation>(
  model: Model<State, Operation>,
  calls: Call<Operation>[],
): boolean {
  const visited = new Set<string>();
  const search = (state: State, pending: readonly number[]): boolean => {
    const certain = pending.filter(index => !calls[index].uncertain);
    if (!certain.length) return true;
    const key = `${pending}|${model.keyOf(state)}`;
    if (visited.has(key)) return false;
    visited.add(key);
    // A call comes next only if no other one was answered before it was sent.
    const firstAnswer = Math.min(...certain.map(index => calls[index].to));
    return pending.some(index => {
      const { from, operation } = calls[index];
      if (from > firstAnswer) return false;
      const next = model.next(state, operation);
      return (
        next !== undefined &&
        search(
          next,
          pending.filter(
            other =>
              other !== index &&
              // What had no effect until its answer has none later.
              !(calls[other].uncertain && calls[other].to < from),
          ),
        )
      );
    });
  };
  return search(model.initial, [...calls.keys()]);
}
