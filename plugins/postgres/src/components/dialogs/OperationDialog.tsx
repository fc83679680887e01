import { useState } from 'react';
import {
  DatabaseOperation,
  databaseOperations,
  DatabaseView,
  InputField,
  inputFields,
  OperationDefinition,
} from '@pgstage/backstage-plugin-postgres-common';
import { useOperation } from '../../hooks/useOperation';
import { withoutDots } from '../../model/missingRights';
import { needsOf } from '../../model/needsOf';
import { ConfirmDialog } from './ConfirmDialog';
import { MemberChoice } from './MemberChoice';
import { MembersUnknown } from './MembersUnknown';
import { Preconditions } from './Preconditions';
import { TextInput } from './TextInput';
import { Tick } from './Tick';
import { TypedName } from './TypedName';
import { DatabaseDialogProps } from './types';

type Value = string | boolean | undefined;
type Call = (ref: string, request?: object) => Promise<DatabaseView>;

/** What the request holds: fields that were left empty are not in it. */
function requestOf(fields: InputField[], values: Record<string, Value>) {
  return Object.fromEntries(
    fields.flatMap(({ name, kind, required }) => {
      const value =
        values[name] ?? (kind === 'switch' && required ? false : undefined);
      if (value === undefined || value === '') return [];
      return [[name, kind === 'number' ? Number(value) : value]];
    }),
  );
}

/** Confirms an operation by what its table says of it, where it has no dialog of its own. */
export const OperationDialog = ({
  view,
  id,
  definition = databaseOperations[id],
  ...rest
}: DatabaseDialogProps & {
  id: DatabaseOperation;
  definition?: OperationDefinition;
}) => {
  const { call, input, danger } = definition;
  const title = withoutDots(definition.title);
  const fullName = `${view.location}/${view.name}`;
  const needs = needsOf(view.operations[id]);
  const fields = inputFields(input);
  const [values, setValues] = useState<Record<string, Value>>({});
  const [typed, setTyped] = useState('');
  const set = (name: string) => (value: Value) =>
    setValues({ ...values, [name]: value });
  const request = requestOf(fields, values);
  const operation = useOperation(async (api, watch) => {
    const run = (api as unknown as Record<string, Call>)[call];
    const answer = await run(view.ref, ...(input ? [request] : []));
    if (definition.answers === 'database')
      watch.change(`'${title}' of ${view.name}`, answer);
  }, `'${title}' of ${view.name} has begun.`);
  const isComplete =
    fields.every(
      ({ name, kind, required }) =>
        (!required || kind === 'switch' || name in request) &&
        !Number.isNaN(request[name]),
    ) &&
    needs.every(({ met }) => met) &&
    (!danger || typed === fullName);
  const fieldOf = ({ name, kind, label }: InputField) => {
    const value = values[name];
    if (kind === 'switch')
      return (
        <Tick key={name} checked={value === true} onChange={set(name)}>
          {label}
        </Tick>
      );
    const { members = [] } = rest.health ?? {};
    if (kind === 'member')
      return members.length ? (
        <MemberChoice
          key={name}
          label={label}
          members={members}
          chosen={value as string | undefined}
          onChange={set(name)}
        />
      ) : (
        <MembersUnknown key={name} />
      );
    return (
      <TextInput
        key={name}
        id={`operation-${name}`}
        label={label}
        value={String(value ?? '')}
        onChange={set(name)}
      />
    );
  };
  return (
    <ConfirmDialog
      title={`${title}: ${fullName}`}
      confirm={title}
      operation={operation}
      danger={danger}
      disabled={!isComplete}
      {...rest}
    >
      <p>{definition.effect}</p>
      {needs.length > 0 && <Preconditions items={needs} />}
      {fields.map(fieldOf)}
      {danger && (
        <TypedName name={fullName} typed={typed} onChange={setTyped} />
      )}
    </ConfirmDialog>
  );
};
