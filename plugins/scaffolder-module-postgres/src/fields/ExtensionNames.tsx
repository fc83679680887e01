import { useState } from 'react';
import { FieldShell, type HostProps } from './FieldShell';
import { useTranslate } from '../translation';

interface ExtensionNamesProps {
  host: HostProps;
  title: string;
  names: string[];
  onChange(names: string[]): void;
}

/** Names of extensions, typed by a person who knows what the image has. */
export const ExtensionNames = ({
  names,
  onChange,
  ...field
}: ExtensionNamesProps) => {
  const t = useTranslate();
  // As typed: a comma at the end is no name yet, and must not vanish.
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
