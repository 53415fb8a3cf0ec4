package dev.leasehold.audit;

/** A number that the report has of a whole population. */
public enum Figure {
  REQUESTS("requests"),
  PROVIDED("with access"),
  REMOVED("removed with proof"),
  STANDING("standing"),
  NOT_GRANTED("refused, denied or withdrawn"),
  EXCEPTIONAL("with an exception"),
  SELF_APPROVED("self-approved"),
  EMERGENCIES("emergencies"),
  REVIEWS_OWED("reviews owed"),
  OFFBOARDED("offboardings"),
  ORPHANS("objects without a record, removed");

  private final String text;

  Figure(String text) {
    this.text = text;
  }

  /** What it counts. */
  public String text() {
    return text;
  }

  public long of(Report report) {
    return switch (this) {
      case OFFBOARDED -> report.offboardings().size();
      case ORPHANS -> report.orphans();
      default -> report.count(this::counts);
    };
  }

  private boolean counts(Life life) {
    return switch (this) {
      case REQUESTS -> true;
      case PROVIDED -> life.access().isBegun();
      case REMOVED -> life.state() == State.REMOVED;
      case STANDING -> life.state().isStanding();
      case NOT_GRANTED -> isRefusal(life.state());
      case EXCEPTIONAL -> !life.chain().deviations().isEmpty();
      case SELF_APPROVED -> life.has(Deviation.SELF_APPROVED);
      case EMERGENCIES -> life.has(Deviation.EMERGENCY);
      case REVIEWS_OWED -> life.has(Deviation.REVIEW_OWED);
      case OFFBOARDED, ORPHANS -> false;
    };
  }

  private static boolean isRefusal(State state) {
    return switch (state) {
      case REFUSED, DENIED, WITHDRAWN -> true;
      case WAITING, PROVISIONING, ACTIVE, FAILED, ENDING, REMOVED, FORGOTTEN -> false;
    };
  }
}
