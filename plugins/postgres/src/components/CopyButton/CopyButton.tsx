import { useState } from 'react';
import Button from '@material-ui/core/Button';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';

export interface CopyButtonProps {
  /** Completes the label: "Copy …". */
  what: string;
  text: string;
}

/** Copies, says so to everybody, and falls back to text to select where browsers forbid it. */
export const CopyButton = ({ what, text }: CopyButtonProps) => {
  const [outcome, setOutcome] = useState<{ text: string; copied: boolean }>();
  // What was copied before the text changed is not what would be pasted as this text.
  const copied = outcome?.text === text ? outcome.copied : undefined;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome({ text, copied: true });
    } catch {
      setOutcome({ text, copied: false });
    }
  };
  return (
    <div>
      <Button
        size="small"
        variant="outlined"
        startIcon={<CopyIcon />}
        onClick={copy}
      >
        Copy {what}
      </Button>{' '}
      <Typography component="span" variant="body2" role="status">
        {copied && `Copied ${what}.`}
        {copied === false &&
          'The browser allows copying only over HTTPS or on localhost. Select the text and copy it yourself.'}
      </Typography>
      {copied === false && (
        <TextField
          multiline
          fullWidth
          margin="dense"
          variant="outlined"
          value={text}
          onFocus={event => event.target.select()}
          inputProps={{ readOnly: true, 'aria-label': `${what} to copy` }}
        />
      )}
    </div>
  );
};
