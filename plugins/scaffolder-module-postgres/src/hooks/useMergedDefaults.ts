import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useEffect, useMemo, useState } from 'react';
import { isLocked } from '../fields/FieldShell';
import { toValue, type ProviderLocation } from '../location';
import {
  pickSupportedOptions,
  mergeDefaults,
  withoutEmpty,
} from '../settings/pickSupportedOptions';
import { settingsSchema, type Schema } from '../settings/schema';
import { useTranslate } from '../translation';

interface Settled {
  /** Schema of the location for which the value was merged; absent until then. */
  schema?: Schema;
  /** Titles of removed settings, which the location does not offer. */
  dropped: string[];
}

/**
 * Adapts the value whenever the location changes: removes unsupported settings
 * and adds the defaults of the location.
 */
export function useMergedDefaults(
  {
    disabled,
    formData,
    onChange,
    readonly,
    registry,
  }: FieldExtensionComponentProps<Record<string, unknown>>,
  selected: ProviderLocation | undefined,
): Settled {
  const t = useTranslate();
  const key = selected && JSON.stringify(toValue(selected));
  const [settled, setSettled] = useState<{
    key?: string;
    dropped: string[];
    /** Not in the form yet: a change of another field at the same time overwrites it. */
    pending?: object;
  }>({ dropped: [] });
  const schema = useMemo(
    () => selected && settingsSchema(t, selected),
    // The providers are read once, so a location with the same key is the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key, t],
  );
  // After each render: repeated until the value is in the form.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => {
    const { pending } = settled;
    if (schema && settled.key !== key) {
      const { value, dropped } = pickSupportedOptions(
        t,
        formData ?? {},
        schema,
      );
      const defaults = registry.schemaUtils.getDefaultFormState(schema, {});
      setSettled(
        isLocked({ disabled, readonly })
          ? { key, dropped: [] }
          : {
              key,
              dropped,
              pending: mergeDefaults(value, withoutEmpty(defaults)),
            },
      );
    } else if (pending) {
      if (JSON.stringify(pending) === JSON.stringify(formData))
        setSettled({ ...settled, pending: undefined });
      else onChange(pending as Record<string, unknown>);
    }
  });
  const { dropped, pending } = settled;
  return settled.key === key && !pending ? { schema, dropped } : { dropped };
}
