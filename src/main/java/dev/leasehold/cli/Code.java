package dev.leasehold.cli;

/** What the check finds itself, besides the reasons of the operator; the codes are stable. */
enum Code {
  FILE_UNREADABLE("FileUnreadable", "A file or directory cannot be read."),
  NOT_YAML("NotYaml", "A file is no YAML or JSON."),
  SCHEMA_VIOLATED("SchemaViolated", "The API server would refuse or drop a field."),
  DEFINED_TWICE("DefinedTwice", "The same object is in the files more than once."),
  EXCLUSION_WITHOUT_EFFECT("ExclusionWithoutEffect", "An exclusion has no effect."),
  RENEWAL_WITHOUT_EFFECT("RenewalWithoutEffect", "A rule for renewals has no effect."),
  STOCK_RULES("StockRules", "Rules of a role are those that Kubernetes ships."),
  RULES_UNKNOWN("RulesUnknown", "Rules of an aggregated role are not in the files."),
  SECRET_SHARED("SecretShared", "Two requests deliver into one Secret."),
  NAME_PREFIXED("NamePrefixed", "A kustomization renames what a request refers to by name."),
  NUMBER_FORMATTED("NumberFormatted", "A text looks like a number that a template formatted."),
  STATUS_IGNORED("StatusIgnored", "A status in a file does not count."),
  ANNOTATION_REFUSED("AnnotationRefused", "The guard would refuse an annotation of a new request."),
  SIGNATURE_NOT_COUNTED("SignatureNotCounted", "A signature on a request does not count."),
  NOBODY_APPROVES("NobodyApproves", "No binding lets anybody approve in a role."),
  NOBODY_REQUESTS("NobodyRequests", "No binding lets anybody request an entitlement."),
  NOBODY_REVIEWS("NobodyReviews", "No binding lets anybody review an entitlement."),
  EXPECTATION_FAILED("ExpectationFailed", "A request is not judged as a test expects.");

  private final String text;
  private final String meaning;

  Code(String text, String meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** As it is printed. */
  String text() {
    return text;
  }

  /** In a sentence. */
  String meaning() {
    return meaning;
  }
}
