import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: { maxWidth: '100%' },
  help: { overflowWrap: 'anywhere' },
});

export interface ChoiceProps<T extends string> {
  /** Unique on the page. */
  id: string;
  label: string;
  value: T;
  options: { value: T; label: string; disabled?: boolean }[];
  /** More information about the choice than fits into the control on a narrow screen. */
  help?: string;
  onChange(value: T): void;
}

/**
 * A choice of a few values with the native control of the browser, which
 * supports keyboards and narrow screens.
 */
export function Choice<T extends string>({
  id,
  label,
  value,
  options,
  help,
  onChange,
}: ChoiceProps<T>) {
  const classes = useStyles();
  const fieldId = `pgstage-choice-${id}`;
  return (
    <TextField
      select
      className={classes.root}
      id={fieldId}
      label={label}
      value={value}
      onChange={event => onChange(event.target.value as T)}
      SelectProps={{ native: true }}
      helperText={help}
      FormHelperTextProps={{ className: classes.help }}
      InputLabelProps={{ shrink: true, htmlFor: fieldId }}
      variant="outlined"
      size="small"
    >
      {options.map(option => (
        <option
          key={option.value}
          value={option.value}
          disabled={option.disabled}
        >
          {option.label}
        </option>
      ))}
    </TextField>
  );
}
