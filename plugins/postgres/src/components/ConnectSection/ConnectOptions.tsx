import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Connection } from '@pgstage/backstage-plugin-postgres-common';
import {
  connectTarget,
  placesOf,
  reachableEndpoints,
  recipesOf,
  snippetFormats,
  whereCredentialsLie,
} from '../../connect';
import { useUrlChoice } from '../../hooks/useUrlChoice';
import { Choice } from '../Choice/Choice';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { Recipes } from './Recipes';
import { namedEndpoints } from './namedEndpoints';

const useStyles = makeStyles(theme => ({
  choices: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    margin: theme.spacing(1, 0, 2),
  },
  paragraph: { margin: theme.spacing(1, 0) },
}));

/** The choices, which live in the URL, and what follows from them. */
export const ConnectOptions = ({ connection }: { connection: Connection }) => {
  const classes = useStyles();
  const places = placesOf(connection);
  const [from, setFrom] = useUrlChoice(
    'from',
    places.map(({ id }) => id),
  );
  const endpoints = namedEndpoints(reachableEndpoints(connection, from));
  const [endpointId, setEndpoint] = useUrlChoice(
    'endpoint',
    endpoints.map(({ id }) => id),
  );
  const formats = snippetFormats(from, connection);
  const [formatId, setFormat] = useUrlChoice(
    'format',
    formats.map(({ id }) => id),
  );

  const { endpoint, address } =
    endpoints.find(({ id }) => id === endpointId) ?? {};
  const format = formats.find(({ id }) => id === formatId);
  if (!endpoint || !format) {
    return (
      <Typography variant="body2">
        This database has no endpoint yet.
      </Typography>
    );
  }
  const target = connectTarget(connection, endpoint);
  const snippet = format.build(target);
  const { code, notes = [] } = snippet;
  const whereabouts = whereCredentialsLie(connection.credentials);
  return (
    <>
      <div className={classes.choices}>
        <Choice
          label="From"
          value={from}
          onChange={setFrom}
          options={places.map(({ id, label }) => ({ value: id, label }))}
        />
        <Choice
          label="Endpoint"
          value={endpointId}
          onChange={setEndpoint}
          options={endpoints.map(({ id, label }) => ({ value: id, label }))}
          help={address}
        />
        <Choice
          label="Format"
          value={formatId}
          onChange={setFormat}
          options={formats.map(({ id, label }) => ({ value: id, label }))}
        />
      </div>
      <CodeBlock code={code} what={format.copies} />
      {endpoint.forwards && (
        <Typography variant="body2" className={classes.paragraph}>
          It goes through the port-forward below, which must run meanwhile.
        </Typography>
      )}
      {notes.map(note => (
        <Typography key={note} variant="body2" className={classes.paragraph}>
          {note}
        </Typography>
      ))}
      {target.caCertificate && (
        <>
          <Typography variant="body2" className={classes.paragraph}>
            CA certificate, the file {target.caFile}:
          </Typography>
          <CodeBlock code={target.caCertificate} what="CA certificate" />
        </>
      )}
      {!code.includes(whereabouts) && (
        <Typography variant="body2" className={classes.paragraph}>
          {whereabouts}
        </Typography>
      )}
      <Recipes
        recipes={recipesOf(
          connection,
          from,
          endpoint.forwards ?? endpoint,
          snippet,
        )}
      />
    </>
  );
};
