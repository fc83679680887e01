import { useState } from 'react';
import Button from '@material-ui/core/Button';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useTranslate } from '../../translation';

export interface CopyButtonProps {
  /** Name of the copied text for screen readers. */
  what: string;
  text: string;
}

/**
 * Copies a text, announces it to screen readers, too, and shows a text to
 * select if the browser forbids copying. `CopyTextButton` of core-components
 * shows "copied" in a tooltip for a second, even if it failed.
 */
export const CopyButton = ({ what, text }: CopyButtonProps) => {
  const t = useTranslate();
  const [outcome, setOutcome] = useState<{ text: string; copied: boolean }>();
  // A text copied before a change is not the current text.
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
        aria-label={t('copy.name', { what })}
        onClick={copy}
      >
        {t('copy.button')}
      </Button>{' '}
      <Typography component="span" variant="body2" role="status">
        {copied && t('copy.done')}
        {copied === false && t('copy.failed')}
      </Typography>
      {copied === false && (
        <TextField
          multiline
          fullWidth
          margin="dense"
          variant="outlined"
          value={text}
          onFocus={event => event.target.select()}
          inputProps={{
            readOnly: true,
            'aria-label': t('copy.text', { what }),
          }}
        />
      )}
    </div>
  );
};
