import { StringDecoder } from 'node:string_decoder';
import type { IncomingMessage } from 'node:http';
import type { KubernetesObject } from '../objects';
import { ApiConnectionError } from '../api/ApiStatusError';

/** One line of a watch. */
export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubernetesObject }
  | { type: 'BOOKMARK'; object: KubernetesObject }
  | { type: 'ERROR'; object: { code?: number; message?: string } };

/**
 * Reads a watch chunk by chunk, so that all events of a burst are processed in
 * one turn. Ends when the server ends it.
 *
 * @throws ApiConnectionError if the stream breaks, or is silent for
 * `silentAfterMs`: an API server or proxy that crashes may leave the connection
 * open.
 */
export async function* watchEvents(
  stream: IncomingMessage,
  silentAfterMs: number,
): AsyncGenerator<WatchEvent[], void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const silence = setTimeout(
    () =>
      stream.destroy(
        new ApiConnectionError(`silent for ${silentAfterMs / 1000} s`),
      ),
    silentAfterMs,
  );
  try {
    for await (const chunk of stream) {
      silence.refresh();
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      const events = lines
        .filter(line => line.trim())
        .map(line => JSON.parse(line) as WatchEvent);
      if (events.length) yield events;
    }
  } finally {
    clearTimeout(silence);
    stream.destroy();
  }
}
