import { isUnanswered } from '../../model/errorFacts';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { useTranslate } from '../../translation';

export interface OperationErrorProps {
  /** What failed, according to Backstage: "It was not done". */
  title: string;
  error: Error;
}

/** Shows why an operation failed. Without a response, it is unknown whether it was executed. */
export const OperationError = ({ title, error }: OperationErrorProps) => {
  const t = useTranslate();
  return (
    <ErrorNotice
      title={isUnanswered(error) ? t('error.noAnswer') : title}
      error={error}
    />
  );
};
