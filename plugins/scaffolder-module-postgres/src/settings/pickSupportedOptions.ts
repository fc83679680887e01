import type { Translate } from '../translation';
import { fieldTitle } from '../fieldTitle';
import { isSchema, type Schema } from './schema';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the properties of an object, including those that depend on others. */
function propertiesOf({ properties, dependencies }: Schema): Fields {
  const dependent = Object.values(dependencies ?? {}).flatMap(dependency =>
    isSchema(dependency) ? (dependency.oneOf as Schema[]) ?? [] : [],
  );
  return Object.assign({}, ...dependent.map(propertiesOf), properties);
}

export interface MergedValue {
  value: unknown;
  /** Titles of the removed values. */
  dropped: string[];
}

/** Returns the part of a value that another schema supports. */
export function pickSupportedOptions(
  t: Translate,
  value: unknown,
  schema: Schema,
  path = '',
): MergedValue {
  if (schema.enum && !schema.enum.includes(value as string)) {
    const dropped = t('settings.droppedValue', {
      setting: fieldTitle(path),
      value: String(value),
    });
    return { value: undefined, dropped: [dropped] };
  }
  const { items } = schema;
  if (Array.isArray(value) && isSchema(items)) {
    const kept = value.map(item => pickSupportedOptions(t, item, items, path));
    return {
      value: kept.flatMap((each, index) =>
        each.value === undefined && value[index] !== undefined
          ? []
          : [each.value],
      ),
      dropped: kept.flatMap(({ dropped }) => dropped),
    };
  }
  if (!isFields(value) || schema.additionalProperties) {
    return { value, dropped: [] };
  }
  const properties = propertiesOf(schema);
  if (!Object.keys(properties).length) return { value, dropped: [] };
  const kept = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]): [string, MergedValue] => {
      const inner = path ? `${path}.${name}` : name;
      return Object.hasOwn(properties, name)
        ? [
            name,
            pickSupportedOptions(t, each, properties[name] as Schema, inner),
          ]
        : [name, { value: undefined, dropped: [fieldTitle(inner)] }];
    });
  return {
    value: Object.fromEntries(
      kept.flatMap(([name, each]) =>
        each.value === undefined ? [] : [[name, each.value]],
      ),
    ),
    dropped: kept.flatMap(([, { dropped }]) => dropped),
  };
}

/**
 * Removes empty objects and lists: form libraries create them, and they would
 * be part of the request.
 */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length ? value : undefined;
  if (!isFields(value)) return value;
  const fields = Object.entries(value).flatMap(([name, each]) => {
    const kept = withoutEmpty(each);
    return kept === undefined ? [] : [[name, kept]];
  });
  return fields.length ? Object.fromEntries(fields) : undefined;
}

/** Merges the user's values over the defaults of the selected location. */
export function mergeDefaults(given: unknown, defaults: unknown): Fields {
  const [over, under] = [given, defaults].map(each =>
    isFields(each) ? each : {},
  );
  const options = {
    ...(under.options as Fields),
    ...(over.options as Fields),
  };
  return {
    ...under,
    ...over,
    ...(Object.keys(options).length > 0 && { options }),
  };
}
