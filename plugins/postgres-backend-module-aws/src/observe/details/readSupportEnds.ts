import { DescribeDBMajorEngineVersionsCommand } from '@aws-sdk/client-rds';
import { allPages, type CallOptions, type RegionApi } from '../../aws';
import { PAGE } from './page';

/** Reads the end of standard support, by major version. */
export async function readSupportEnds(api: RegionApi, options: CallOptions) {
  const pages = await allPages(
    Marker =>
      api.call(
        'rds',
        new DescribeDBMajorEngineVersionsCommand({
          ...PAGE,
          Engine: 'postgres',
          Marker,
        }),
        options,
      ),
    ({ Marker }) => Marker,
  );
  return new Map(
    pages
      .flatMap(({ DBMajorEngineVersions = [] }) => DBMajorEngineVersions)
      .flatMap(({ MajorEngineVersion, SupportedEngineLifecycles = [] }) => {
        const end = SupportedEngineLifecycles.find(
          ({ LifecycleSupportName }) =>
            LifecycleSupportName === 'open-source-rds-standard-support',
        )?.LifecycleSupportEndDate?.toISOString();
        return MajorEngineVersion && end
          ? [[MajorEngineVersion, end] as const]
          : [];
      }),
  );
}
