import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ExtensionsPicker } from '../fields/ExtensionsPicker';
import { OptionalGroup } from '../fields/OptionalGroup';
import { SizePicker, VersionPicker } from '../fields/LocationField';
import { isSchema, type Schema } from './schema';

type UiSchema = FieldExtensionComponentProps<
  Record<string, unknown>
>['uiSchema'];

const PICKERS = {
  version: VersionPicker,
  size: SizePicker,
  extensions: ExtensionsPicker,
};

const hasDefault = (schema: Schema): boolean =>
  'default' in schema ||
  Object.values(schema.properties ?? {}).some(
    each => isSchema(each) && hasDefault(each),
  );

function uiOf(schema: Schema, required: boolean): UiSchema {
  if (schema.contentMediaType === 'application/sql')
    return { 'ui:widget': 'textarea', 'ui:options': { rows: 4 } };
  if (!isSchema(schema.properties)) return {};
  const inner = uiOfProperties(schema);
  // Requested as soon as it exists, so users must be able to leave it out.
  return required || hasDefault(schema)
    ? inner
    : { ...inner, 'ui:field': OptionalGroup as UiSchema['ui:field'] };
}

function uiOfProperties({ properties = {}, required = [] }: Schema): UiSchema {
  const entries = Object.entries(properties).map(([name, schema]) => [
    name,
    isSchema(schema) ? uiOf(schema, required.includes(name)) : {},
  ]);
  return Object.fromEntries(entries);
}

/** Returns the UI schema for `settingsSchema`. */
export function settingsUi(
  { properties = {} }: Schema,
  locationField: string | undefined,
): UiSchema {
  const pickers = Object.entries(PICKERS).map(([name, field]) => [
    name,
    { 'ui:field': field, 'ui:options': { locationField } },
  ]);
  return {
    'ui:label': false,
    ...Object.fromEntries(pickers),
    ...(isSchema(properties.options) && {
      options: { ...uiOfProperties(properties.options), 'ui:label': false },
    }),
  };
}
