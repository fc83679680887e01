import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { Member } from '@pgstage/backstage-plugin-postgres-common';
import { memberWords } from '../../model/memberWords';

export interface MemberChoiceProps {
  label: string;
  members: Member[];
  chosen: string | undefined;
  onChange(name: string): void;
}

/** One of the members, each with how it is at this moment. */
export const MemberChoice = ({
  label,
  members,
  chosen,
  onChange,
}: MemberChoiceProps) => (
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
          label={memberWords(member)}
          control={<Radio color="primary" />}
        />
      ))}
    </RadioGroup>
  </FormControl>
);
