import { UpstreamTimeoutError } from '@pgstage/backstage-plugin-postgres-common';
import { withTimeout } from '@pgstage/backstage-plugin-postgres-node/provider';

/** The answer of another plugin, or an error with its name where that takes longer than this. */
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
        `no answer within ${seconds} s`,
        'Try again; if it stays, look at its log.',
      ),
    call,
  );
}

/** The same service of another plugin, but none of its calls takes longer than this. */
export function limitCalls<S extends object>(
  plugin: string,
  service: S,
  timeoutMs: number,
): S {
  return new Proxy(service, {
    get(target, key) {
      const instance: unknown = Reflect.get(target, key);
      if (typeof instance !== 'function') return instance;
      return (...input: unknown[]) => {
        const answer: unknown = instance.apply(target, input);
        return answer instanceof Promise
          ? limitCall(plugin, timeoutMs, () => answer)
          : answer;
      };
    },
  });
}
