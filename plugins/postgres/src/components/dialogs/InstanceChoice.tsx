import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { Member } from '@pgstage/backstage-plugin-postgres-common';
import { instanceText } from '../../model/instanceText';
import { useTranslate } from '../../translation';

export interface InstanceChoiceProps {
  label: string;
  members: Member[];
  chosen: string | undefined;
  onChange(name: string): void;
}

/** One of the instances, each with how it is at this moment. */
export const InstanceChoice = ({
  label,
  members,
  chosen,
  onChange,
}: InstanceChoiceProps) => {
  const t = useTranslate();
  return (
    <FormControl component="fieldset" margin="dense">
      <FormLabel component="legend">{label}</FormLabel>
      <RadioGroup
        aria-label={label}
        value={chosen ?? ''}
        onChange={(_, name) => onChange(name)}
      >
        {members.map(member => (
          <FormControlLabel
            key={member.name}
            value={member.name}
            label={instanceText(t, member)}
            control={<Radio color="primary" />}
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
};
