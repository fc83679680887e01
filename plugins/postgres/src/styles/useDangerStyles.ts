import { makeStyles } from '@material-ui/core/styles';

/** Styles of actions that destroy data: text, outline and button. */
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
