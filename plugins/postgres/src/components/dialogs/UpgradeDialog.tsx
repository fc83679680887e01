import { useState } from 'react';
import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import { useLocationDescription } from '../../hooks/useLocationDescription';
import { useOperation } from '../../hooks/useOperation';
import { hasOption } from '../../model/hasOption';
import { needsOf } from '../../model/needsOf';
import {
  currentVersion,
  majorOfImage,
  upgradeTargets,
} from '../../model/upgrade';
import { Choice } from '../Choice/Choice';
import { Skeleton } from '../Skeleton/Skeleton';
import { ConfirmDialog } from './ConfirmDialog';
import { NowThen } from './NowThen';
import { TextInput } from './TextInput';
import { TypedName } from './TypedName';
import { UpgradeEffects } from './UpgradeEffects';
import { DatabaseDialogProps } from './types';

const IMAGE = 'image';

/** Brings a newer PostgreSQL: a minor version member by member, a major one with everything stopped. */
export const UpgradeDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const fullName = `${view.location}/${view.name}`;
  const now = currentVersion(view);
  const image = view.spec.options?.image as string | undefined;
  const { loading, provider, location } = useLocationDescription(view);
  const targets = upgradeTargets(view, location?.versions);
  const safest =
    targets.find(({ kind: step }) => step === 'minor') ?? targets[0];
  const ownImages = Boolean(provider && hasOption(provider, 'image'));
  const [choice, setChoice] = useState<string>();
  const [typedImage, setTypedImage] = useState(image ?? '');
  const [typed, setTyped] = useState('');
  const chosen =
    choice ?? (image ? IMAGE : safest?.version ?? (ownImages ? IMAGE : ''));
  const byImage = chosen === IMAGE;
  const imageMajor = majorOfImage(typedImage.trim());
  const from = now === undefined ? undefined : majorVersion(now);
  const back = byImage && imageMajor !== undefined && imageMajor < (from ?? 0);
  const kind = byImage
    ? imageMajor && (imageMajor === from ? 'minor' : 'major')
    : targets.find(({ version }) => version === chosen)?.kind;
  const valid = byImage ? typedImage.trim() !== image && !back : true;
  const imageProblem = () => {
    if (back) return `At least version ${from}: PostgreSQL cannot go back`;
    return typedImage && !imageMajor
      ? 'Its tag must begin with the version'
      : undefined;
  };
  const needs = needsOf(view.changes?.upgrade);
  const then = byImage ? typedImage.trim() : chosen;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        `The upgrade of ${view.name} to ${then}`,
        await api.changeDatabase(
          view.ref,
          byImage
            ? { options: { image: then } }
            : // A version of its own image would stand against the chosen one.
              { version: chosen, ...(image && { options: { image: null } }) },
        ),
      ),
    `${view.name} is being upgraded to ${then}.`,
  );
  const ready =
    kind === 'minor' || (needs.every(({ met }) => met) && typed === fullName);
  const options = [
    ...targets.map(({ version, kind: step }) => ({
      value: version,
      label: `PostgreSQL ${version} (${step})`,
    })),
    ...(ownImages ? [{ value: IMAGE, label: 'An image of your own' }] : []),
  ];
  return (
    <ConfirmDialog
      title={`Upgrade PostgreSQL of ${fullName}`}
      confirm={kind && valid ? `Upgrade to ${then}` : 'Upgrade'}
      operation={operation}
      disabled={!kind || !valid || !ready}
      {...rest}
    >
      {loading && (
        <Skeleton what={`the versions that ${view.location} offers`} />
      )}
      {!loading && !targets.length && (
        <p>
          {now ? `It runs ${now}, and ` : ''}
          {view.location} offers no newer version.
        </p>
      )}
      {!loading && options.length > 0 && (
        <Choice
          label="To"
          value={chosen}
          options={options}
          onChange={setChoice}
        />
      )}
      {!loading && byImage && (
        <TextInput
          id="upgrade-image"
          label="Image"
          value={typedImage}
          onChange={setTypedImage}
          problem={imageProblem()}
          help="Its tag begins with the version, for example registry.example.com/postgresql:17.6"
        />
      )}
      {kind && valid && (
        <>
          <NowThen
            rows={[
              ['PostgreSQL', (byImage && image) || now || 'unknown', then],
            ]}
          />
          <UpgradeEffects
            kind={kind}
            view={view}
            needs={needs}
            health={rest.health}
          />
          {kind === 'major' && (
            <TypedName name={fullName} typed={typed} onChange={setTyped} />
          )}
        </>
      )}
    </ConfirmDialog>
  );
};
