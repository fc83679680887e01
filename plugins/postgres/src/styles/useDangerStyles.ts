import { makeStyles } from '@material-ui/core/styles';

/** The look of what destroys data: its words, its outline, and the button that does it. */
export const useDangerStyles = makeStyles(({ palette }) => {
  const color = palette.error[palette.type === 'dark' ? 'light' : 'dark'];
  return {
    text: { color },
    outlined: { color, borderColor: color },
    contained: {
      color: palette.common.white,
      backgroundColor: palette.error.dark,
      '&:hover': { backgroundColor: palette.error.dark },
    },
  };
});
