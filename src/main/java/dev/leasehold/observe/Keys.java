package dev.leasehold.observe;

/** Keys that design.md fixes: annotations, labels, finalizers. */
public final class Keys {
  public static final String APPLIED_BY = "leasehold.dev/applied-by";
  public static final String REQUESTED_BY = "leasehold.dev/requested-by";

  /** Whoever applied the request holds verb request by wildcard only; stamped at creation. */
  static final String BY_WILDCARD = "leasehold.dev/requested-by-wildcard";

  /** Whoever applied the request may know whether its Secret exists; stamped at creation. */
  static final String SECRET_VISIBLE = "leasehold.dev/secret-visible";

  /** What the applier is, where one approver is not enough for that. */
  public static final String APPLIED_AS = "leasehold.dev/applied-as";

  public static final String REDELIVER = "leasehold.dev/redeliver";

  /** The mark on everything that the operator makes. */
  public static final String REQUEST_UID = "leasehold.dev/request-uid";

  /** Holds a record until its access is proved to have ended. */
  public static final String ENDING_PROVED = "leasehold.dev/ending-proved";

  /** Condition of a request, there and False where nobody knows who applied it. */
  public static final String APPLIER_PROVED = "ApplierProved";

  private Keys() {}
}
