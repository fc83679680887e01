import { common } from '../messages/common';
import type { Translate } from '../translation';

/** Backstage gave no answer: the browser does not reach it, or it took too long. */
export class NoAnswerError extends Error {
  readonly name = 'NoAnswerError';
  /** How long was waited; absent: there is no connection. */
  readonly seconds?: number;
  /** The request changes something: it may have been executed. */
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
    const { noAnswer, noAnswerInTime, notConnected, notConnectedWrite } =
      common.error;
    super(
      seconds === undefined
        ? `${noAnswer}. ${write ? notConnectedWrite : notConnected}`
        : noAnswerInTime.replace('{{seconds}}', String(seconds)),
      { cause },
    );
    this.seconds = seconds;
    this.write = write;
  }
}

/** What to do, in the reader's language, below a title that says what failed. */
export function noAnswerText(
  t: Translate,
  { seconds, write }: NoAnswerError,
): string {
  if (seconds !== undefined)
    return t('error.noAnswerInTime', { seconds: String(seconds) });
  return write ? t('error.notConnectedWrite') : t('error.notConnected');
}
