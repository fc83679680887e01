import TextField, { type TextFieldProps } from '@material-ui/core/TextField';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/** What a field hands on of what Backstage gave it. */
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
  /** Where the template gives none. */
  title?: string;
  /** Where the template describes nothing. */
  help?: string;
  /** Goes on from the description or the help. */
  more?: string;
  /** What it waits for, or why it offers nothing; takes the place of the description. */
  state?: string;
  /** What is wrong, unless Backstage says it already; takes the place of both. */
  problem?: string;
};

/** Whether the template keeps the person from changing the field. */
export const isLocked = ({
  disabled,
  readonly,
}: Pick<HostProps, 'disabled' | 'readonly'>) => disabled || readonly;

/** A text field or select of Material UI that keeps Backstage's contract for fields. */
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
  // What Backstage found is shown by Backstage, under the field.
  const own = problem && !rawErrors.includes(problem) ? problem : undefined;
  const refused = rawErrors.length > 0 && !host.hideError;
  const described = option('description') ?? schema.description ?? help;
  const text =
    own ?? state ?? ([described, more].filter(Boolean).join(' ') || undefined);
  const texts = [
    text && `${id}-helper-text`,
    refused && `${id}__error`,
    option('help') && `${id}__help`,
  ];
  const aria = {
    'aria-describedby': texts.filter(Boolean).join(' ') || undefined,
    'aria-invalid': Boolean(problem) || refused,
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
      // A select cannot be read-only: nothing tells that it does not open.
      disabled={host.disabled || (props.select && host.readonly) || disabled}
      error={Boolean(problem) || refused}
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
