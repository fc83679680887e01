import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Recipe } from '@pgstage/backstage-plugin-postgres-common';
import { CodeBlock } from '../CodeBlock/CodeBlock';

const useStyles = makeStyles(theme => ({
  recipe: {
    marginTop: theme.spacing(2),
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  title: {
    fontSize: '1rem',
    fontWeight: 600,
    margin: theme.spacing(0, 0, 0.5),
  },
  command: { marginTop: theme.spacing(1.5) },
  list: { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
}));

const List = ({ title, items }: { title: string; items: string[] }) => {
  const classes = useStyles();
  if (!items.length) return null;
  if (items.length === 1) {
    return (
      <Typography variant="body2">
        {title}: {items[0]}
      </Typography>
    );
  }
  return (
    <Typography component="div" variant="body2">
      {title}:
      <ul className={classes.list}>
        {items.map(item => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Typography>
  );
};

/** Ways to reach the database, as the provider knows them. */
export const Recipes = ({ recipes }: { recipes: Recipe[] }) => {
  const classes = useStyles();
  return (
    <>
      {recipes.map(({ id, title, description, commands, notes, needs }) => (
        <section key={id} className={classes.recipe} aria-label={title}>
          <Typography variant="h4" className={classes.title}>
            {title}
          </Typography>
          {description && (
            <Typography variant="body2">{description}</Typography>
          )}
          <List title="You need" items={needs} />
          <List title="Good to know" items={notes} />
          {commands.map(({ label, command }) => (
            <div key={label} className={classes.command}>
              <Typography variant="body2">{label}</Typography>
              <CodeBlock code={command} what={`"${label}"`} />
            </div>
          ))}
        </section>
      ))}
    </>
  );
};
