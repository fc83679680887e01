import { InputField, Member } from '@pgstage/backstage-plugin-postgres-common';
import { Choice } from '../Choice/Choice';
import { MemberChoice } from './MemberChoice';
import { MembersUnknown } from './MembersUnknown';
import { TextInput } from './TextInput';
import { Tick } from './Tick';

export type FieldValue = string | boolean | undefined;

export interface OperationFieldProps {
  field: InputField;
  value: FieldValue;
  members: Member[] | undefined;
  onChange(value: FieldValue): void;
}

/** One field of the input of an operation. */
export const OperationField = ({
  field: { name, kind, label, required, options = [] },
  value,
  members = [],
  onChange,
}: OperationFieldProps) => {
  const text = typeof value === 'string' ? value : '';
  if (kind === 'switch')
    return (
      <Tick checked={value === true} onChange={onChange}>
        {label}
      </Tick>
    );
  if (kind === 'member')
    return members.length ? (
      <MemberChoice
        label={label}
        members={members}
        chosen={text}
        onChange={onChange}
      />
    ) : (
      <MembersUnknown />
    );
  if (kind === 'choice')
    return (
      <Choice
        label={label}
        value={text}
        options={[
          { value: '', label: required ? 'Choose one' : 'Not set' },
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
      help={kind === 'list' ? 'With commas or blanks between them' : undefined}
      onChange={onChange}
    />
  );
};
