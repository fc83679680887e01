/** The form as far as it is filled in, which Backstage gives to every field. */
interface FormContext {
  formData?: Record<string, unknown>;
}

/** The value of another field of the same template. */
export function readOtherField<T>(
  formContext: FormContext | undefined,
  name: string,
) {
  return formContext?.formData?.[name] as T | undefined;
}
