import { useCallback, useEffect, useRef, useState } from 'react';
import { retryAfterSeconds } from '../model/errorFacts';
import { useDocumentVisible } from './useDocumentVisible';
import { withDeadline } from './withDeadline';

/** Longer than the longest long poll, but short enough for users. */
const DEADLINE_SECONDS = 35;
const PAUSE_AFTER_FAILURE_SECONDS = 5;

export interface Polled<T> {
  /** The last successful result; kept after failures. */
  data?: T;
  /** Time of that result; absent while `data` is the initial value. */
  receivedAt?: string;
  /** Error of the last attempt; absent if it succeeded. */
  error?: Error;
  /** Failed attempts in a row. */
  failures: number;
  /** When the first of them failed. */
  failingSince?: string;
  /** A requested refresh is running. */
  refreshing: boolean;
  refresh(): void;
}

type Outcome<T> = Omit<Polled<T>, 'refresh'>;

/**
 * Loads data repeatedly while the browser tab is visible.
 *
 * @param load - must keep its identity; `previous` is the last result in a row
 *   of attempts, and absent at the start, after a refresh and after the tab was
 *   hidden.
 * @param pauseSeconds - how long to wait after a result.
 */
export function usePolling<T>(
  load: (signal: AbortSignal, previous: T | undefined) => Promise<T>,
  pauseSeconds: (data: T) => number,
  initial?: T,
): Polled<T> {
  const visible = useDocumentVisible();
  const [round, setRound] = useState(0);
  const [outcome, setOutcome] = useState<Outcome<T>>({
    data: initial,
    failures: 0,
    refreshing: false,
  });
  const pause = useRef(pauseSeconds);
  pause.current = pauseSeconds;

  useEffect(() => {
    if (!visible) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout>;
    const attempt = async (previous?: T) => {
      let pauseFor = PAUSE_AFTER_FAILURE_SECONDS;
      let previousResult: T | undefined;
      try {
        const data = await withDeadline(
          s => load(s, previous),
          signal,
          DEADLINE_SECONDS,
        );
        if (signal.aborted) return;
        previousResult = data;
        pauseFor = pause.current(data);
        setOutcome({
          data,
          receivedAt: new Date().toISOString(),
          failures: 0,
          refreshing: false,
        });
      } catch (error) {
        if (signal.aborted) return;
        pauseFor = Math.max(pauseFor, retryAfterSeconds(error));
        setOutcome(before => failed(before, error));
      }
      timer = setTimeout(() => attempt(previousResult), pauseFor * 1000);
    };
    attempt();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [load, visible, round]);

  const refresh = useCallback(() => {
    setOutcome(before => ({ ...before, refreshing: true }));
    setRound(before => before + 1);
  }, []);
  return { ...outcome, refresh };
}

function failed<T>(before: Outcome<T>, error: unknown): Outcome<T> {
  return {
    data: before.data,
    receivedAt: before.receivedAt,
    error: error instanceof Error ? error : new Error(String(error)),
    failures: before.failures + 1,
    failingSince: before.failingSince ?? new Date().toISOString(),
    refreshing: false,
  };
}
