import { isUnanswered } from '../../model/errorFacts';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { useTranslate } from '../../translation';

export interface OperationErrorProps {
  /** What did not happen, as Backstage answered: "It was not done". */
  title: string;
  error: Error;
}

/** Why an operation failed. Without an answer nobody knows whether it was done. */
export const OperationError = ({ title, error }: OperationErrorProps) => {
  const t = useTranslate();
  return (
    <ErrorNotice
      title={isUnanswered(error) ? t('error.noAnswer') : title}
      error={error}
    />
  );
};
