import { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Box from '@material-ui/core/Box';
import { CopyButton } from '../CopyButton/CopyButton';
import { Notice } from '../Notice/Notice';
import { ErrorFacts, errorFacts, isSessionOver } from '../../model/errorFacts';
import { Translate, useTranslate } from '../../translation';

export interface ErrorNoticeProps {
  /** What failed, as the start of a sentence: "The databases could not be read". */
  title: string;
  error: Error;
  onRetry?: () => void;
  children?: ReactNode;
}

/**
 * Shows an error with its message, its code and its details to copy.
 * `ResponseErrorPanel` of core-components collapses the message, and has no
 * fields, no request id and no retry.
 */
export const ErrorNotice = ({
  title,
  error,
  onRetry,
  children,
}: ErrorNoticeProps) => {
  const t = useTranslate();
  const facts = errorFacts(t, error);
  const { message, issues, details } = facts;
  const signIn = isSessionOver(error);
  return (
    <Notice
      severity="error"
      title={signIn ? title : withCodes(t, title, facts)}
    >
      {issues.length ? (
        <ul>
          {issues.map(({ field, rule }) => (
            <li key={`${field} ${rule}`}>
              {t('error.issue', { field: field || t('error.input'), rule })}
            </li>
          ))}
        </ul>
      ) : (
        <div>{message}</div>
      )}
      {children}
      <Box display="flex" flexWrap="wrap" mt={1} style={{ gap: 8 }}>
        {signIn && (
          <Button
            size="small"
            variant="outlined"
            onClick={() => window.location.reload()}
          >
            {t('error.signIn')}
          </Button>
        )}
        {onRetry && !signIn && (
          <Button size="small" variant="outlined" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
        <CopyButton what={t('copy.errorDetails')} text={details} />
      </Box>
    </Notice>
  );
};

function withCodes(
  t: Translate,
  title: string,
  { statusCode, requestId }: ErrorFacts,
): string {
  if (statusCode === undefined) return title;
  const status = String(statusCode);
  return requestId === undefined
    ? t('error.withCode', { title, status })
    : t('error.withRequest', { title, status, request: requestId });
}
