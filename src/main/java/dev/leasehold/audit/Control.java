package dev.leasehold.audit;

import static dev.leasehold.audit.Figure.EMERGENCIES;
import static dev.leasehold.audit.Figure.EXCEPTIONAL;
import static dev.leasehold.audit.Figure.NOT_GRANTED;
import static dev.leasehold.audit.Figure.OFFBOARDED;
import static dev.leasehold.audit.Figure.PROVIDED;
import static dev.leasehold.audit.Figure.REMOVED;
import static dev.leasehold.audit.Figure.REQUESTS;
import static dev.leasehold.audit.Figure.REVIEWS_OWED;
import static dev.leasehold.audit.Figure.SELF_APPROVED;
import static dev.leasehold.audit.Figure.STANDING;

import java.util.List;

/**
 * Which figures speak to a control of a framework. Whether it is met is for the auditor to say.
 *
 * @param name as the framework calls it
 * @param shows what can be seen from the figures
 */
public record Control(
    String framework, String control, String name, List<Figure> figures, String shows) {
  public Control {
    figures = List.copyOf(figures);
  }

  /** All that the report speaks to. */
  public static final List<Control> ALL =
      List.of(
          of(
              "OWASP NHI 2025",
              "NHI1",
              "Improper offboarding",
              "what was provided and is proved to be gone, and who was offboarded",
              PROVIDED,
              REMOVED,
              STANDING,
              OFFBOARDED),
          of(
              "OWASP NHI 2025",
              "NHI5",
              "Overprivileged NHI",
              "what each subject was given, and by whose approval",
              PROVIDED,
              NOT_GRANTED),
          of(
              "OWASP NHI 2025",
              "NHI7",
              "Long-lived secrets",
              "how old the access is that has not ended",
              STANDING),
          of(
              "NIST CSF 2.0",
              "PR.AA-05",
              "Access permissions are managed, enforced and reviewed",
              "decisions, removals and reviews",
              REQUESTS,
              NOT_GRANTED,
              REMOVED,
              REVIEWS_OWED),
          of(
              "NIST SP 800-53 r5",
              "AC-2",
              "Account management",
              "from request to removal, with exceptions",
              REQUESTS,
              PROVIDED,
              REMOVED,
              EXCEPTIONAL),
          of(
              "NIST SP 800-53 r5",
              "AC-5",
              "Separation of duties",
              "approvers are others than those who asked",
              SELF_APPROVED),
          of(
              "NIST SP 800-53 r5",
              "AC-6",
              "Least privilege",
              "access by entitlement, for a time",
              PROVIDED,
              STANDING),
          of("NIST SP 800-53 r5", "AU-2", "Event logging", "which events have entries", REQUESTS),
          of(
              "NIST SP 800-53 r5",
              "AU-10",
              "Non-repudiation",
              "each entry is signed and in the tree",
              REQUESTS,
              EXCEPTIONAL),
          of(
              "SOC 2",
              "CC6.1",
              "Logical access security",
              "access only after a recorded decision",
              PROVIDED,
              NOT_GRANTED),
          of(
              "SOC 2",
              "CC6.2",
              "Authorization before credentials; removal",
              "approvals before, and proofs after",
              PROVIDED,
              REMOVED),
          of(
              "SOC 2",
              "CC6.3",
              "Access is changed and removed; segregation of duties",
              "removals and who approved",
              REMOVED,
              SELF_APPROVED),
          of(
              "ISO/IEC 27001:2022",
              "A.5.15",
              "Access control",
              "decisions by rule",
              REQUESTS,
              NOT_GRANTED),
          of(
              "ISO/IEC 27001:2022",
              "A.5.18",
              "Access rights",
              "provision, review and removal",
              PROVIDED,
              REVIEWS_OWED,
              REMOVED),
          of(
              "PCI DSS 4.0.1",
              "7.2",
              "Access is appropriately defined and assigned",
              "approvals, and reviews that are owed",
              PROVIDED,
              REVIEWS_OWED,
              SELF_APPROVED),
          of(
              "PCI DSS 4.0.1",
              "8.6",
              "Use of application and system accounts is managed",
              "access of accounts that no person uses, and emergencies",
              PROVIDED,
              STANDING,
              EMERGENCIES));

  private static Control of(
      String framework, String control, String name, String shows, Figure... figures) {
    return new Control(framework, control, name, List.of(figures), shows);
  }
}
