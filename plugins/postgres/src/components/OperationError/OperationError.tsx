import { isNoResponse } from '../../model/errorFacts';
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
      title={isNoResponse(error) ? t('error.noResponse') : title}
      error={error}
    />
  );
};
