import { ReactNode } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';

export interface LabeledCheckboxProps {
  checked: boolean;
  onChange(checked: boolean): void;
  children: ReactNode;
}

/** A checkbox with a label. */
export const LabeledCheckbox = ({
  checked,
  onChange,
  children,
}: LabeledCheckboxProps) => (
  <div style={{ padding: '2px 0' }}>
    <FormControlLabel
      label={children}
      control={
        <Checkbox
          color="primary"
          checked={checked}
          onChange={event => onChange(event.target.checked)}
        />
      }
    />
  </div>
);
