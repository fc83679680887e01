import TextField from '@material-ui/core/TextField';

export interface TextInputProps {
  /** Unique on the page. */
  id: string;
  label: string;
  value: string;
  onChange(value: string): void;
  /** What is wrong with the value; shown in place of the help. */
  problem?: string;
  help?: string;
}

/** A line of text that is a name, not prose. */
export const TextInput = (props: TextInputProps) => {
  const { id, label, value, onChange, problem, help } = props;
  return (
    <TextField
      id={`pgstage-${id}`}
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      error={Boolean(problem)}
      helperText={problem ?? help}
      inputProps={{ autoComplete: 'off', spellCheck: false }}
      variant="outlined"
      size="small"
      margin="normal"
      fullWidth
    />
  );
};
