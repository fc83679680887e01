import { useState } from 'react';
import { majorVersion } from '@pgstage/backstage-plugin-postgres-common';
import { useLocationDescription } from '../../hooks/useLocationDescription';
import { useOperation } from '../../hooks/useOperation';
import { hasOption } from '../../model/hasOption';
import { needsOf } from '../../model/needsOf';
import { currentVersion, availableUpgrades } from '../../model/upgrade';
import { Choice } from '../Choice/Choice';
import { Skeleton } from '../Skeleton/Skeleton';
import { ConfirmDialog } from './ConfirmDialog';
import { ChangePreview } from './ChangePreview';
import { TextInput } from './TextInput';
import { ConfirmNameField } from './ConfirmNameField';
import { UpgradeEffects } from './UpgradeEffects';
import { DatabaseDialogProps } from './types';
import { useTranslate } from '../../translation';

const IMAGE = 'image';

/**
 * Upgrades PostgreSQL: a minor version instance by instance, a major version
 * with all instances stopped.
 */
export const UpgradeDialog = ({ view, ...rest }: DatabaseDialogProps) => {
  const t = useTranslate();
  const fullName = `${view.location}/${view.name}`;
  const now = currentVersion(view);
  const image = view.spec.options?.image as string | undefined;
  const { loading, provider, location } = useLocationDescription(view);
  const targets = availableUpgrades(view, location?.versions);
  const safest =
    targets.find(({ kind: step }) => step === 'minor') ?? targets[0];
  const ownImages = Boolean(provider && hasOption(provider, 'image'));
  const [choice, setChoice] = useState<string>();
  const [typedImage, setTypedImage] = useState(image ?? '');
  const [imageVersion, setImageVersion] = useState<string>();
  const [typed, setTyped] = useState('');
  const chosen =
    choice ?? (image ? IMAGE : safest?.version ?? (ownImages ? IMAGE : ''));
  const byImage = chosen === IMAGE;
  const from = now === undefined ? undefined : majorVersion(now);
  // The provider checks that the image has this version.
  const imageMajor = Number(imageVersion ?? from ?? '');
  const back = byImage && imageMajor < (from ?? 0);
  const kindOfImage = () => {
    if (!Number.isInteger(imageMajor) || imageMajor < 1) return undefined;
    return imageMajor === from ? 'minor' : 'major';
  };
  const kind = byImage
    ? kindOfImage()
    : targets.find(({ version }) => version === chosen)?.kind;
  const newImage = typedImage.trim();
  const valid = !byImage || (newImage !== '' && newImage !== image && !back);
  const needs = needsOf(view.changes?.upgrade);
  const then = byImage ? newImage : chosen;
  const operation = useOperation(
    async (api, watch) =>
      watch.change(
        t('watch.operation.upgrade', { database: view.name, version: then }),
        await api.changeDatabase(
          view.ref,
          byImage
            ? { version: String(imageMajor), options: { image: then } }
            : // A custom image would contradict the selected version.
              { version: chosen, ...(image && { options: { image: null } }) },
        ),
      ),
    t('changes.upgrade.done', { database: view.name, version: then }),
  );
  const ready =
    kind === 'minor' || (needs.every(({ met }) => met) && typed === fullName);
  const options = [
    ...targets.map(({ version, kind: step }) => ({
      value: version,
      label: t(`changes.upgrade.kind.${step}`, { version }),
    })),
    ...(ownImages
      ? [{ value: IMAGE, label: t('changes.upgrade.ownImage') }]
      : []),
  ];
  const { location: at } = view;
  return (
    <ConfirmDialog
      title={t('changes.upgrade.title', { database: fullName })}
      confirm={
        kind && valid
          ? t('changes.upgrade.confirmTo', { version: then })
          : t('changes.upgrade.confirm')
      }
      operation={operation}
      disabled={!kind || !valid || !ready}
      {...rest}
    >
      {loading && (
        <Skeleton label={t('changes.upgrade.loading', { location: at })} />
      )}
      {!loading && !targets.length && (
        <p>
          {now
            ? t('changes.upgrade.noneFor', { version: now, location: at })
            : t('changes.upgrade.none', { location: at })}
        </p>
      )}
      {!loading && options.length > 0 && (
        <Choice
          id="upgrade"
          label={t('changes.upgrade.to')}
          value={chosen}
          options={options}
          onChange={setChoice}
        />
      )}
      {!loading && byImage && (
        <>
          <TextInput
            id="upgrade-image"
            label={t('changes.upgrade.image')}
            value={typedImage}
            onChange={setTypedImage}
          />
          <TextInput
            id="upgrade-image-version"
            label={t('changes.upgrade.imageVersion')}
            value={imageVersion ?? String(from ?? '')}
            onChange={setImageVersion}
            problem={
              back
                ? t('changes.upgrade.imageBack', { version: String(from) })
                : undefined
            }
            help={t('changes.upgrade.imageVersionHelp')}
          />
        </>
      )}
      {kind && valid && (
        <>
          <ChangePreview
            rows={[
              [
                t('changes.upgrade.row'),
                (byImage && image) || now || t('unknown'),
                then,
              ],
            ]}
          />
          <UpgradeEffects
            kind={kind}
            view={view}
            needs={needs}
            health={rest.health}
          />
          {kind === 'major' && (
            <ConfirmNameField
              name={fullName}
              typed={typed}
              onChange={setTyped}
            />
          )}
        </>
      )}
    </ConfirmDialog>
  );
};
