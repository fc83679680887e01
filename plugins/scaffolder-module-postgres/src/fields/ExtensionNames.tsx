import { useState } from 'react';
import { FieldShell, type HostProps } from './FieldShell';

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
      state="Names with commas between them, such as pg_trgm, vector: of those that the location's image has. None is needed to start"
    />
  );
};
