import type { Tag } from '@aws-sdk/client-rds';
import type { Handler } from '../Call';
import { invalidValue } from '../http/AwsError';
import type { Params } from '../http/Params';
import type { Region } from '../state';
import { instanceOf, required, snapshotOf } from './find';

/** "Tag" (RDS API Reference): letters, digits, white space and `_.:/=+-@`; no comma. */
const text = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Tags of a request, by "Tagging Amazon RDS resources": key 1 to 128 and value
 * up to 256 characters, no prefix `aws:` or `rds:`, and 50 tags a resource.
 */
export function readTags(params: Params, existing: Tag[] = []): Tag[] {
  const tags = params.list('Tags').map(tag => ({
    Key: tag.text('Key') ?? '',
    Value: tag.text('Value') ?? '',
  }));
  for (const { Key, Value } of tags) {
    if (!Key || Key.length > 128 || Value.length > 256) {
      throw invalidValue(
        `Tag keys have 1 to 128 characters, values up to 256: ${Key.slice(
          0,
          40,
        )}`,
      );
    }
    if (/^(aws|rds):/i.test(Key) || !text.test(Key) || !text.test(Value)) {
      throw invalidValue(`Invalid characters in the tag ${Key}`);
    }
  }
  const keys = new Set(tags.map(({ Key }) => Key));
  const merged = [...existing.filter(({ Key }) => !keys.has(Key!)), ...tags];
  // System tags do not count.
  if (merged.filter(({ Key }) => !/^aws:/.test(Key!)).length > 50) {
    throw invalidValue('A resource can have up to 50 tags');
  }
  return merged;
}

/** A resource that can have tags, by ARN. */
function requireTaggable(region: Region, arn: string): string {
  const [, , , , , type] = arn.split(':');
  if (type === 'db') {
    instanceOf(region, arn);
  } else if (type === 'snapshot') {
    snapshotOf(region, arn);
  } else if (!region.tags.has(arn)) {
    throw invalidValue(`The specified resource name does not match: ${arn}`);
  }
  return arn;
}

export const addTagsToResource: Handler = ({ params, region }) => {
  const arn = requireTaggable(region, required(params, 'ResourceName'));
  region.tags.set(arn, readTags(params, region.tags.get(arn)));
  return {};
};

export const removeTagsFromResource: Handler = ({ params, region }) => {
  const arn = requireTaggable(region, required(params, 'ResourceName'));
  const keys = params.texts('TagKeys') ?? [];
  const tags = region.tags.get(arn) ?? [];
  region.tags.set(
    arn,
    tags.filter(({ Key }) => !keys.includes(Key!)),
  );
  return {};
};

export const listTagsForResource: Handler = ({ params, region }) => {
  const arn = requireTaggable(region, required(params, 'ResourceName'));
  return { TagList: region.tags.get(arn) ?? [] };
};
