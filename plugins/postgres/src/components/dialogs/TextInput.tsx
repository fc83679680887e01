import TextField from '@material-ui/core/TextField';

export interface TextInputProps {
  /** Unique on the page. */
  id: string;
  label: string;
  value: string;
  onChange(value: string): void;
  /** Error of the value, shown instead of the help. */
  problem?: string;
  help?: string;
}

/** Input for a name, without spell checking. */
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
