import { isEntityRef } from '../../model/entityRef';
import { TextInput, TextInputProps } from './TextInput';

/** A full entity ref. */
export const EntityRefInput = (props: Omit<TextInputProps, 'problem'>) => (
  <TextInput
    {...props}
    problem={
      props.value === '' || isEntityRef(props.value)
        ? undefined
        : 'Kind, namespace and name, for example component:default/orders'
    }
  />
);
