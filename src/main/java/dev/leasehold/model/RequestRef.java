package dev.leasehold.model;

/** Identifies one AccessRequest for ever: a re-created request of the same name has another UID. */
public record RequestRef(String namespace, String name, String uid) {
  /** Name of the AccessRecord; every object of the grant carries it as its prefix. */
  public String recordName() {
    return recordName(uid);
  }

  /** The same, of the request with this UID. */
  public static String recordName(String uid) {
    return "ar-" + uid;
  }
}
