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
  /** Of the place for which the value is settled; absent until it is. */
  schema?: Schema;
  /** What the place does not offer of the value that was there, in words. */
  dropped: string[];
}

/** Fits the value to a place whenever that is another one, and fills in what the place begins with. */
export function useMergedDefaults(
  {
    disabled,
    formData,
    onChange,
    readonly,
    registry,
  }: FieldExtensionComponentProps<Record<string, unknown>>,
  place: ProviderLocation | undefined,
): Settled {
  const t = useTranslate();
  const key = place && JSON.stringify(toValue(place));
  const [settled, setSettled] = useState<{
    key?: string;
    dropped: string[];
    /** Not in the form yet: what another field writes in the same moment takes its place. */
    pending?: object;
  }>({ dropped: [] });
  // The providers are read once, so a place with the same key is the same.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const schema = useMemo(() => place && settingsSchema(t, place), [key, t]);
  // After each render: it is written again until it is there, and then it ends.
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
