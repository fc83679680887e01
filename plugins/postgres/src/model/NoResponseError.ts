import { common } from '../messages/common';
import type { Translate } from '../translation';

/** Backstage did not respond: the browser cannot reach it, or it took too long. */
export class NoResponseError extends Error {
  readonly name = 'NoResponseError';
  /** The timeout; absent if there is no connection. */
  readonly seconds?: number;
  /** The request is a write: it may have been executed. */
  readonly write: boolean;

  constructor({
    seconds,
    write = false,
    cause,
  }: {
    seconds?: number;
    write?: boolean;
    cause?: Error;
  }) {
    const { noResponse, noResponseInTime, notConnected, notConnectedWrite } =
      common.error;
    super(
      seconds === undefined
        ? `${noResponse}. ${write ? notConnectedWrite : notConnected}`
        : noResponseInTime.replace('{{seconds}}', String(seconds)),
      { cause },
    );
    this.seconds = seconds;
    this.write = write;
  }
}

/** Returns the next step as a translated text, for use below a title that states what failed. */
export function noResponseText(
  t: Translate,
  { seconds, write }: NoResponseError,
): string {
  if (seconds !== undefined)
    return t('error.noResponseInTime', { seconds: String(seconds) });
  return write ? t('error.notConnectedWrite') : t('error.notConnected');
}
