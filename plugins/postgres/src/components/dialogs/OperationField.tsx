import {
  InputField,
  InstanceHealth,
} from '@pgstage/backstage-plugin-postgres-common';
import { Choice } from '../Choice/Choice';
import { InstanceChoice } from './InstanceChoice';
import { InstancesUnknown } from './InstancesUnknown';
import { TextInput } from './TextInput';
import { LabeledCheckbox } from './LabeledCheckbox';
import { useTranslate } from '../../translation';

export type FieldValue = string | boolean | undefined;

export interface OperationFieldProps {
  field: InputField;
  value: FieldValue;
  instances: InstanceHealth[] | undefined;
  onChange(value: FieldValue): void;
}

/** Form field for an input of an operation. */
export const OperationField = ({
  field: { name, kind, label, required, options = [] },
  value,
  instances = [],
  onChange,
}: OperationFieldProps) => {
  const t = useTranslate();
  const text = typeof value === 'string' ? value : '';
  if (kind === 'switch')
    return (
      <LabeledCheckbox checked={value === true} onChange={onChange}>
        {label}
      </LabeledCheckbox>
    );
  if (kind === 'instance')
    return instances.length ? (
      <InstanceChoice
        label={label}
        instances={instances}
        chosen={text}
        onChange={onChange}
      />
    ) : (
      <InstancesUnknown />
    );
  if (kind === 'choice')
    return (
      <Choice
        id={name}
        label={label}
        value={text}
        options={[
          {
            value: '',
            label: required ? t('dialog.chooseOne') : t('dialog.notSet'),
          },
          ...options.map(option => ({ value: option, label: option })),
        ]}
        onChange={onChange}
      />
    );
  return (
    <TextInput
      id={`operation-${name}`}
      label={label}
      value={text}
      help={kind === 'list' ? t('dialog.listHelp') : undefined}
      onChange={onChange}
    />
  );
};
