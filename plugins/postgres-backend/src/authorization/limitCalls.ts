import { UpstreamTimeoutError } from '@pgstage/backstage-plugin-postgres-common';
import { withTimeout } from '@pgstage/backstage-plugin-postgres-node/provider';

/**
 * Returns the response of another plugin, or throws an error that names the
 * plugin if the call takes longer than the timeout.
 */
export function limitCall<T>(
  plugin: string,
  timeoutMs: number,
  call: () => Promise<T>,
): Promise<T> {
  return withTimeout(
    timeoutMs,
    seconds =>
      new UpstreamTimeoutError(
        `The plugin ${plugin} of this Backstage`,
        `no response within ${seconds} s`,
        'Try again. If the error persists, check the log of that plugin.',
      ),
    call,
  );
}

/** Returns the service of another plugin, with the timeout for each of its calls. */
export function limitCalls<S extends object>(
  plugin: string,
  service: S,
  timeoutMs: number,
): S {
  return new Proxy(service, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...input: unknown[]) => {
        const answer: unknown = value.apply(target, input);
        return answer instanceof Promise
          ? limitCall(plugin, timeoutMs, () => answer)
          : answer;
      };
    },
  });
}
