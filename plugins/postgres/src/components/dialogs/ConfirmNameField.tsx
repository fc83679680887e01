import TextField from '@material-ui/core/TextField';
import { useTranslate } from '../../translation';

export interface ConfirmNameFieldProps {
  /** Name to type, including the location, because two locations can have the same name. */
  name: string;
  typed: string;
  onChange(typed: string): void;
}

/** Confirms that data is deleted permanently. */
export const ConfirmNameField = ({
  name,
  typed,
  onChange,
}: ConfirmNameFieldProps) => {
  const t = useTranslate();
  return (
    <TextField
      id="pgstage-typed-name"
      label={t('dialog.typeName', { name })}
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
};
