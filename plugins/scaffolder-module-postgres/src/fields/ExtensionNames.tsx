import { useState } from 'react';
import { FieldShell, type HostProps } from './FieldShell';
import { useTranslate } from '../translation';

interface ExtensionNamesProps {
  host: HostProps;
  title: string;
  names: string[];
  onChange(names: string[]): void;
}

/** Text field for names of extensions, if the location does not list them. */
export const ExtensionNames = ({
  names,
  onChange,
  ...field
}: ExtensionNamesProps) => {
  const t = useTranslate();
  // The text as typed: a trailing comma is not a name yet, and must not disappear.
  const [text, setText] = useState(names.join(', '));
  return (
    <FieldShell
      {...field}
      value={text}
      onChange={event => {
        setText(event.target.value);
        onChange(event.target.value.split(/[\s,]+/).filter(Boolean));
      }}
      state={t('extensions.names')}
    />
  );
};
