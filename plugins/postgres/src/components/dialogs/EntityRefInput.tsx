import { isEntityRef } from '../../model/entityRef';
import { useTranslate } from '../../translation';
import { TextInput, TextInputProps } from './TextInput';

/** Input for a full entity ref. */
export const EntityRefInput = (props: Omit<TextInputProps, 'problem'>) => {
  const t = useTranslate();
  const valid = props.value === '' || isEntityRef(props.value);
  return (
    <TextInput
      {...props}
      problem={valid ? undefined : t('dialog.entityRef.problem')}
    />
  );
};
