import TextField from '@material-ui/core/TextField';

export interface TypedNameProps {
  /** What must be typed, location included: two places can hold the same name. */
  name: string;
  typed: string;
  onChange(typed: string): void;
}

/** The last question before data goes for ever. */
export const TypedName = ({ name, typed, onChange }: TypedNameProps) => (
  <TextField
    id="pgstage-typed-name"
    label={`Type ${name} to confirm`}
    value={typed}
    onChange={event => onChange(event.target.value)}
    inputProps={{ autoComplete: 'off', spellCheck: false }}
    InputLabelProps={{ shrink: true }}
    variant="outlined"
    size="small"
    margin="normal"
    fullWidth
  />
);
