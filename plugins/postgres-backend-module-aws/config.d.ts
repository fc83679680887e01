export interface Config {
  postgres?: {
    providers?: {
      'aws-rds'?: {
        /**
         * Accounts whose RDS instances are shown and in which databases may be created. The
         * credentials of each are those of `aws.accounts`.
         */
        accounts: Array<{
          /**
           * Account id of 12 digits, in quotes. Part of every ref.
           * @visibility backend
           */
          accountId: string;
          /**
           * Name for people; the account id unless given.
           * @visibility backend
           */
          title?: string;
          regions: Array<{
            /**
             * For example `eu-west-1`. Part of every ref.
             * @visibility backend
             */
            region: string;
            /** Name for people; account and region unless given. */
            title?: string;
            /** Where instances are, and who reaches them. */
            network: {
              vpcId: string;
              /** Database subnets of at least two zones: the provider creates one subnet group of them for the VPC. Either this or `subnetGroup`. */
              subnetIds?: string[];
              /** Name of an existing subnet group. */
              subnetGroup?: string;
              /** Security groups that may connect to every database, for example the cluster security group of EKS; none unless given. */
              applicationSecurityGroups?: string[];
            };
            /** KMS key for storage; the key `aws/rds` unless given. */
            kmsKeyId?: string;
            /** KMS key for the managed password; the key `aws/secretsmanager` unless given. A database keeps the key that it was created with. */
            secretKmsKeyId?: string;
            /** Enhanced monitoring; off unless given. */
            monitoring?: {
              /** Existing role with the policy AmazonRDSEnhancedMonitoringRole. */
              roleArn: string;
              /** 1, 5, 10, 15, 30 or 60; 60 unless given. */
              intervalSeconds?: number;
            };
            /** PEM text of the certificates of Amazon RDS, for `sslmode=verify-full`; `require` without it. Use `$file` to include the bundle of AWS. */
            caCertificates?: string;
            /** URL of an emulator, for all AWS services. */
            endpoint?: string;
            /** Replaces `sizes` of the provider. */
            sizes?: {
              [name: string]: {
                title?: string;
                class: string;
                multiAz?: boolean;
              };
            };
            /** Replaces `versions` of the provider. */
            versions?: string[];
            /** Replaces `storage` of the provider. */
            storage?: { default?: string; max?: string };
            /** Replaces `backups` of the provider. */
            backups?: { retentionDays?: number; window?: string };
            /** Replaces `maintenanceWindow` of the provider. */
            maintenanceWindow?: string;
            /** Replaces `protected` of the provider. */
            protected?: boolean;
            /** Replaces `tags` of the provider. */
            tags?: { [key: string]: string };
          }>;
        }>;
        /** Sizes that may be requested, by their names, the default first; `small`, `medium` and `large` unless given. */
        sizes?: {
          [name: string]: {
            /** What people read in the form. */
            title?: string;
            /** Instance class, for example `db.t4g.medium`. */
            class: string;
            /** Whether a database of this size gets a standby in another zone, unless the request says otherwise; false unless given. */
            multiAz?: boolean;
          };
        };
        /** Versions that may be requested, the default first; `['17']` unless given. A major version means the newest minor version that AWS prefers. */
        versions?: string[];
        storage?: {
          /** Size of a new database unless requested; `20Gi` unless given. */
          default?: string;
          /** Largest size that may be requested; `1000Gi` unless given. */
          max?: string;
        };
        backups?: {
          /** Days that automated backups are kept, and the least that a request may ask for; 7 unless given. */
          retentionDays?: number;
          /** Daily backup window in UTC, for example `03:00-04:00`; chosen by AWS unless given. */
          window?: string;
        };
        /** Weekly maintenance window in UTC, for example `mon:04:00-mon:05:00`; chosen by AWS unless given. */
        maintenanceWindow?: string;
        /** Whether new databases are protected against deletion unless the request says otherwise; true unless given. */
        protected?: boolean;
        /** Tags of everything that the provider creates. */
        tags?: { [key: string]: string };
        /**
         * Tags of tools that manage instances, in addition to those of CloudFormation, ACK and
         * Crossplane. Such an instance is shown and can be bound, and is never changed.
         */
        managedBy?: Array<{
          /** Key of the tag, for example `ManagedBy`. */
          tag: string;
          /** Value of the tag; any value unless given. */
          value?: string;
          /** Name of the tool for people, for example `Terraform`. */
          owner: string;
        }>;
        /** Days between rotations of a password that AWS manages; 30 unless given. */
        rotationDays?: number;
        /** How often each account and region is read. */
        poll?: {
          /** While nothing changes; 60 unless given. */
          idleSeconds?: number;
          /** While a database changes; 20 unless given. */
          changingSeconds?: number;
        };
      };
    };
  };
}
