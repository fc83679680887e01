import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { InstanceHealth } from '@pgstage/backstage-plugin-postgres-common';
import { useMessageText } from '../../hooks/useMessageText';
import { instanceText } from '../../model/instanceText';
import { useTranslate } from '../../translation';

export interface InstanceChoiceProps {
  label: string;
  instances: InstanceHealth[];
  chosen: string | undefined;
  onChange(name: string): void;
}

/** Choice of an instance, with the current state of each. */
export const InstanceChoice = ({
  label,
  instances,
  chosen,
  onChange,
}: InstanceChoiceProps) => {
  const t = useTranslate();
  const textOf = useMessageText();
  return (
    <FormControl component="fieldset" margin="dense">
      <FormLabel component="legend">{label}</FormLabel>
      <RadioGroup
        aria-label={label}
        value={chosen ?? ''}
        onChange={(_, name) => onChange(name)}
      >
        {instances.map(instance => (
          <FormControlLabel
            key={instance.name}
            value={instance.name}
            label={instanceText(t, textOf, instance)}
            control={<Radio color="primary" />}
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
};
