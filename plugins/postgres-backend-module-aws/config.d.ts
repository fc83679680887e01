export interface Config {
  postgres?: {
    providers?: {
      'aws-rds'?: {
        /**
         * Accounts whose RDS instances are shown and in which databases may be created, with the
         * credentials of `aws.accounts`.
         */
        accounts: Array<{
          /**
           * Account id of 12 digits, in quotes. It is part of every ref.
           * @visibility backend
           */
          accountId: string;
          /**
           * Display name. Default: the account id.
           * @visibility backend
           */
          title?: string;
          regions: Array<{
            /**
             * For example `eu-west-1`. It is part of every ref.
             * @visibility backend
             */
            region: string;
            /** Display name. Default: account and region. */
            title?: string;
            /** Network of the instances, and security groups that may connect to them. */
            network: {
              vpcId: string;
              /** Subnets in at least two zones, for the subnet group that the provider creates for the VPC. Either this or `subnetGroup`. */
              subnetIds?: string[];
              /** Name of an existing subnet group. */
              subnetGroup?: string;
              /** Security groups that may connect to every database, for example the cluster security group of EKS. Default: none. */
              applicationSecurityGroups?: string[];
            };
            /** KMS key of the storage. Default: the key `aws/rds`. */
            kmsKeyId?: string;
            /** KMS key of the managed password. Default: the key `aws/secretsmanager`. A change applies only to new databases. */
            secretKmsKeyId?: string;
            /** Enhanced monitoring. Default: off. */
            monitoring?: {
              /** ARN of an existing role with the policy AmazonRDSEnhancedMonitoringRole. */
              roleArn: string;
              /** 1, 5, 10, 15, 30 or 60. Default: 60. */
              intervalSeconds?: number;
            };
            /** Certificates of Amazon RDS as PEM, for `sslmode=verify-full`; without them, `sslmode` is `require`. Required with `sql`. Use `$file` to include the bundle of AWS. */
            caCertificates?: string;
            /** URL of an emulator of all AWS services. */
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
            /** Replaces `sql` of the provider. */
            sql?: boolean;
          }>;
        }>;
        /** Sizes that may be requested, by name. The first is the default of requests. Default: `small`, `medium` and `large`. */
        sizes?: {
          [name: string]: {
            /** Display name in the form. */
            title?: string;
            /** Instance class, for example `db.t4g.medium`. */
            class: string;
            /** Whether a new database of this size has a standby in another zone, unless the request has `options.multiAz`. Default: false. */
            multiAz?: boolean;
          };
        };
        /** Versions that may be requested. The first is the default of requests. Default: `['17']`. For a major version, AWS selects its default minor version. */
        versions?: string[];
        storage?: {
          /** Size of a new database if the request has none. Default: `20Gi`. */
          default?: string;
          /** Maximum size that may be requested. Default: `1000Gi`. */
          max?: string;
        };
        backups?: {
          /** Retention of automated backups in days, and the minimum that may be requested. Default: 7. */
          retentionDays?: number;
          /** Daily backup window in UTC, for example `03:00-04:00`. Default: AWS selects one. */
          window?: string;
        };
        /** Weekly maintenance window in UTC, for example `mon:04:00-mon:05:00`. Default: AWS selects one. */
        maintenanceWindow?: string;
        /** Whether new databases have deletion protection, unless the request has `protected`. Default: true. */
        protected?: boolean;
        /** Tags of all resources that the provider creates. */
        tags?: { [key: string]: string };
        /**
         * Whether Backstage logs in to the instances, with the password that AWS manages. It needs
         * a network route to them, `caCertificates` and the policy `sql.json`. Not done with
         * `endpoint`. Default: false.
         */
        sql?: boolean;
        /**
         * Tags of tools that manage instances, in addition to those of CloudFormation, ACK and
         * Crossplane. Such an instance is shown and can be bound, but is never changed.
         */
        managedBy?: Array<{
          /** Key of the tag, for example `ManagedBy`. */
          tag: string;
          /** Value of the tag. Default: any value. */
          value?: string;
          /** Display name of the tool, for example `Terraform`. */
          owner: string;
        }>;
        /** Days between two rotations of a password that AWS manages. Default: 30. */
        rotationDays?: number;
        /**
         * Id of the credential store to which the master user and its password are written for
         * applications, for example `kubernetes`. Default: none.
         */
        credentialStore?: string;
        /**
         * Namespaces to which a request may have them written, as `<cluster>/<namespace>`.
         * Default: none.
         */
        credentialNamespaces?: string[];
        /** Intervals at which each account and region is read. */
        poll?: {
          /** While no database changes. Default: 60. */
          idleSeconds?: number;
          /** While a database changes. Default: 20. */
          changingSeconds?: number;
        };
      };
    };
  };
}
