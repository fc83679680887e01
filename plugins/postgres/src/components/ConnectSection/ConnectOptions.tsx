import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Connection } from '@pgstage/backstage-plugin-postgres-common';
import {
  connectionParameters,
  clientLocationsOf,
  reachableEndpoints,
  recipesOf,
  snippetFormats,
  describeCredentialLocation,
} from '../../connect';
import { useUrlChoice } from '../../hooks/useUrlChoice';
import { Choice } from '../Choice/Choice';
import { CodeBlock } from '../CodeBlock/CodeBlock';
import { Recipes } from './Recipes';
import { namedEndpoints } from './namedEndpoints';
import { useTranslate } from '../../translation';

const useStyles = makeStyles(theme => ({
  choices: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    margin: theme.spacing(1, 0, 2),
  },
  paragraph: { margin: theme.spacing(1, 0) },
}));

/** The choices, which are stored in the URL, and the resulting snippets. */
export const ConnectOptions = ({ connection }: { connection: Connection }) => {
  const classes = useStyles();
  const t = useTranslate();
  const clientLocations = clientLocationsOf(connection);
  const [from, setFrom] = useUrlChoice('from', clientLocations);
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
    return <Typography variant="body2">{t('connect.noEndpoint')}</Typography>;
  }
  const target = connectionParameters(connection, endpoint);
  const snippet = format.build(t, target);
  const { code, notes = [] } = snippet;
  const credentialLocation = describeCredentialLocation(
    t,
    connection.credentials,
  );
  return (
    <>
      <div className={classes.choices}>
        <Choice
          id="from"
          label={t('connect.from')}
          value={from}
          onChange={setFrom}
          options={clientLocations.map(clientLocation => ({
            value: clientLocation,
            label: t(`connect.clientLocation.${clientLocation}`),
          }))}
        />
        <Choice
          id="endpoint"
          label={t('connect.endpoint')}
          value={endpointId}
          onChange={setEndpoint}
          options={endpoints.map(({ id, label }) => ({ value: id, label }))}
          help={address}
        />
        <Choice
          id="format"
          label={t('connect.format')}
          value={formatId}
          onChange={setFormat}
          options={formats.map(({ id, label }) => ({ value: id, label }))}
        />
      </div>
      <CodeBlock code={code} what={format.label} />
      {endpoint.forwards && (
        <Typography variant="body2" className={classes.paragraph}>
          {t('connect.forwarded')}
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
            {t('connect.caFile', { file: target.caFile ?? '' })}
          </Typography>
          <CodeBlock
            code={target.caCertificate}
            what={t('connect.caCertificate')}
          />
        </>
      )}
      {!code.includes(credentialLocation) && (
        <Typography variant="body2" className={classes.paragraph}>
          {credentialLocation}
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
