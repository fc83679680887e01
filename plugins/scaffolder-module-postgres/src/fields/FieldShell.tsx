import TextField, { type TextFieldProps } from '@material-ui/core/TextField';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** Properties that a field passes on from Backstage. */
export type HostProps = Pick<
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  FieldExtensionComponentProps<any, any>,
  | 'autofocus'
  | 'disabled'
  | 'hideError'
  | 'idSchema'
  | 'rawErrors'
  | 'readonly'
  | 'required'
  | 'schema'
  | 'uiSchema'
>;

type Props = Omit<TextFieldProps, 'error' | 'id' | 'label' | 'variant'> & {
  host: HostProps;
  /** Default title. */
  title?: string;
  /** Default description. */
  help?: string;
  /** Additional text after the description or the help. */
  more?: string;
  /** What the field waits for, or why it has no choices; replaces the description. */
  state?: string;
  /** The problem, unless Backstage already shows it; replaces both. */
  problem?: string;
};

/** Returns whether the template makes the field read-only. */
export const isLocked = ({
  disabled,
  readonly,
}: Pick<HostProps, 'disabled' | 'readonly'>) => disabled || readonly;

/** A Material UI text field or select that fulfills Backstage's contract for form fields. */
export const FieldShell = ({
  host,
  title,
  help,
  more,
  state,
  problem,
  disabled,
  SelectProps,
  inputProps,
  ...props
}: Props) => {
  const { idSchema, rawErrors = [], schema, uiSchema } = host;
  const id = idSchema.$id;
  const option = (name: string) =>
    uiSchema[`ui:${name}`] ?? uiSchema['ui:options']?.[name];
  // Backstage shows its own errors under the field.
  const own = problem && !rawErrors.includes(problem) ? problem : undefined;
  const hasErrors = rawErrors.length > 0 && !host.hideError;
  const described = option('description') ?? schema.description ?? help;
  const text =
    own ?? state ?? ([described, more].filter(Boolean).join(' ') || undefined);
  const texts = [
    text && `${id}-helper-text`,
    hasErrors && `${id}__error`,
    option('help') && `${id}__help`,
  ];
  const aria = {
    'aria-describedby': texts.filter(Boolean).join(' ') || undefined,
    'aria-invalid': Boolean(problem) || hasErrors,
  };
  return (
    <TextField
      fullWidth
      margin="normal"
      id={id}
      label={option('title') ?? schema.title ?? title}
      required={host.required}
      // eslint-disable-next-line jsx-a11y/no-autofocus -- the template asks for it
      autoFocus={host.autofocus}
      placeholder={option('placeholder')}
      // A select has no read-only style: it would look enabled, but not open.
      disabled={host.disabled || (props.select && host.readonly) || disabled}
      error={Boolean(problem) || hasErrors}
      helperText={text}
      FormHelperTextProps={own ? { role: 'alert' } : { error: false }}
      inputProps={
        props.select
          ? inputProps
          : { ...aria, readOnly: host.readonly, ...inputProps }
      }
      SelectProps={{ ...SelectProps, SelectDisplayProps: aria }}
      {...props}
    />
  );
};
