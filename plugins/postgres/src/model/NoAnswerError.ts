import { common } from '../messages/common';
import type { Translate } from '../translation';

/** Backstage gave no answer: the browser does not reach it, or it took too long. */
export class NoAnswerError extends Error {
  readonly name = 'NoAnswerError';
  /** How long was waited; absent: there is no connection. */
  readonly seconds?: number;
  /** What is known of a write whose answer is missing, in a sentence. */
  readonly outcome?: string;

  constructor({
    seconds,
    outcome,
    cause,
  }: {
    seconds?: number;
    outcome?: string;
    cause?: Error;
  }) {
    const { noAnswerInTime, notConnected } = common.error;
    super(
      seconds === undefined
        ? [notConnected, outcome].filter(Boolean).join(' ')
        : noAnswerInTime.replace('{{seconds}}', String(seconds)),
      { cause },
    );
    this.seconds = seconds;
    this.outcome = outcome;
  }
}

/** What it says, in the reader's language. */
export function noAnswerText(
  t: Translate,
  { seconds, outcome }: NoAnswerError,
): string {
  return seconds === undefined
    ? [t('error.notConnected'), outcome].filter(Boolean).join(' ')
    : t('error.noAnswerInTime', { seconds: String(seconds) });
}
