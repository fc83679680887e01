import TextField, { type TextFieldProps } from '@material-ui/core/TextField';

type Props = Omit<TextFieldProps, 'error' | 'variant'> & {
  id: string;
  /** What is wrong, in words; takes the place of the help. */
  problem?: string;
};

/** A text field or select of Material UI whose help and error are read with it. */
export const FieldShell = ({
  problem,
  helperText,
  SelectProps,
  inputProps,
  ...props
}: Props) => {
  const described = {
    'aria-describedby': `${props.id}-helper-text`,
    'aria-invalid': Boolean(problem),
  };
  return (
    <TextField
      fullWidth
      margin="normal"
      error={Boolean(problem)}
      helperText={problem ?? helperText}
      FormHelperTextProps={problem ? { role: 'alert' } : undefined}
      inputProps={props.select ? inputProps : { ...described, ...inputProps }}
      SelectProps={{ ...SelectProps, SelectDisplayProps: described }}
      {...props}
    />
  );
};
