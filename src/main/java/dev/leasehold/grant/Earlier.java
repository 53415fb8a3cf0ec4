package dev.leasehold.grant;

/** What becomes of the credentials that are in use when others are made. */
public enum Earlier {
  /** Workloads may use them until they have the next. */
  LAST_GOES_ON,
  /** They end as soon as others are delivered, since somebody else has them. */
  END
}
