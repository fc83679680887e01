import { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Box from '@material-ui/core/Box';
import { CopyButton } from '../CopyButton/CopyButton';
import { Notice } from '../Notice/Notice';
import { errorFacts, isSessionOver } from '../../model/errorFacts';

export interface ErrorNoticeProps {
  /** What did not work, as a sentence's beginning: "The databases could not be read". */
  title: string;
  error: Error;
  onRetry?: () => void;
  children?: ReactNode;
}

/** An error whole: what it says, its code, and a way to hand it on. */
export const ErrorNotice = ({
  title,
  error,
  onRetry,
  children,
}: ErrorNoticeProps) => {
  const { message, statusCode, requestId, issues, details } = errorFacts(error);
  const signIn = isSessionOver(error);
  const codes = signIn
    ? ''
    : [
        ...(statusCode === undefined ? [] : [`HTTP ${statusCode}`]),
        ...(requestId === undefined ? [] : [`request ${requestId}`]),
      ].join(', ');
  return (
    <Notice severity="error" title={codes ? `${title} (${codes})` : title}>
      {issues.length ? (
        <ul>
          {issues.map(({ field, rule }) => (
            <li key={`${field} ${rule}`}>
              {field || 'input'} {rule}
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
            Sign in again
          </Button>
        )}
        {onRetry && !signIn && (
          <Button size="small" variant="outlined" onClick={onRetry}>
            Retry
          </Button>
        )}
        <CopyButton what="details" text={details} />
      </Box>
    </Notice>
  );
};
