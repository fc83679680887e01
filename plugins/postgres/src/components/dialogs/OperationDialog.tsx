import { useState } from 'react';
import {
  databaseOperations,
  DatabaseView,
  InputField,
  inputFields,
  OperationDefinition,
} from '@pgstage/backstage-plugin-postgres-common';
import { useOperation } from '../../hooks/useOperation';
import { namesIn } from '../../model/declared';
import { ShownOperation } from '../../model/actionDefinitions';
import { withoutDots } from '../../model/missingRights';
import { needsOf } from '../../model/needsOf';
import { ConfirmDialog } from './ConfirmDialog';
import { OperationField, type FieldValue } from './OperationField';
import { Preconditions } from './Preconditions';
import { ConfirmNameField } from './ConfirmNameField';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

type Call = (ref: string, request?: object) => Promise<DatabaseView>;

/** Returns the request, without empty fields. */
function requestOf(fields: InputField[], values: Record<string, FieldValue>) {
  const given = fields.map(field => [field.name, valueOf(field, values)]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function valueOf(
  { name, kind, required }: InputField,
  values: Record<string, FieldValue>,
) {
  const value = values[name];
  if (kind === 'switch') return required ? value ?? false : value;
  if (!value) return undefined;
  if (kind === 'number') return Number(value);
  if (kind !== 'list') return value;
  const names = namesIn(String(value));
  return names.length ? names : undefined;
}

/** The generic dialog of an operation, created from the table of operations. */
export const OperationDialog = ({
  view,
  id,
  definition = databaseOperations[id],
  ...rest
}: DatabaseDialogProps & {
  id: ShownOperation;
  definition?: OperationDefinition;
}) => {
  const t = useTranslate();
  const { call, input, danger } = definition;
  const title = withoutDots(t(`operations.${id}.title`));
  const fullName = `${view.location}/${view.name}`;
  const needs = needsOf(view.operations[id]);
  const fields = inputFields(input);
  const [values, setValues] = useState<Record<string, FieldValue>>({});
  const [typed, setTyped] = useState('');
  const request = requestOf(fields, values);
  const operation = useOperation(async (api, watch) => {
    const run = (api as unknown as Record<string, Call>)[call];
    const response = await run(view.ref, ...(input ? [request] : []));
    if (definition.answers === 'database')
      watch.change(
        t('watch.operation.other', { operation: title, database: view.name }),
        response,
      );
  }, t('dialog.started', { operation: title, database: view.name }));
  const isComplete =
    fields.every(
      ({ name, kind, required }) =>
        (!required || kind === 'switch' || name in request) &&
        !Number.isNaN(request[name]),
    ) &&
    needs.every(({ met }) => met) &&
    (!danger || typed === fullName);
  return (
    <ConfirmDialog
      title={t('dialog.heading', { operation: title, database: fullName })}
      confirm={title}
      operation={operation}
      danger={danger}
      disabled={!isComplete}
      {...rest}
    >
      <p>{t(`operations.${id}.effect`)}</p>
      {needs.length > 0 && <Preconditions items={needs} />}
      {fields.map(field => (
        <OperationField
          key={field.name}
          field={field}
          value={values[field.name]}
          instances={rest.health?.instances}
          onChange={value => setValues({ ...values, [field.name]: value })}
        />
      ))}
      {danger && (
        <ConfirmNameField name={fullName} typed={typed} onChange={setTyped} />
      )}
    </ConfirmDialog>
  );
};
