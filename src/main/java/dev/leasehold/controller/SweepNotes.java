package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.sweep.Removed;
import dev.leasehold.sweep.Revival;
import dev.leasehold.sweep.Sweep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Tells of what the second path removed by itself: machines by numbers, and auditors by the
 * evidence log, for no record says it. Nothing waits for either.
 */
record SweepNotes(Notices notices, Journal journal, InstantSource clock)
    implements Sweep.Findings, Revival.Told {
  private static final Reason CAME_BACK =
      new Reason(ReasonCode.CAME_BACK, "it was there again after it had been proved to be gone");

  static SweepNotes of(Reports reports, InstantSource clock) {
    return new SweepNotes(reports.notices(), reports.journal(), clock);
  }

  @Override
  public void found(Sweep.Finding what, int times) {
    notices.swept(what, times);
  }

  @Override
  public void removed(Removed what, int more) {
    Entries.note(
        journal,
        () ->
            new Event(
                EventKind.ORPHAN_REMOVED,
                clock.instant(),
                new RequestRef("", "", what.request()),
                digest(what),
                Facts.none()
                    .object(what.kind(), what.namespace(), what.name(), what.uid())
                    .more(more),
                false));
  }

  @Override
  public void again(AccessRecord record, String target, Optional<Reason> left) {
    Entries.note(
        journal,
        () ->
            RecordEvents.of(
                EventKind.REVOKED_AGAIN,
                record,
                Facts.none().targets(List.of(target)).reason(left.orElse(CAME_BACK)),
                clock.instant()));
  }

  /** Of the object: nobody knows what its request asked for. */
  private static String digest(Removed what) {
    String text =
        String.join(" ", "object", what.kind(), what.namespace(), what.name(), what.uid());
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
