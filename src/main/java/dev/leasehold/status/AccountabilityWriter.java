package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.Accountability;
import dev.leasehold.api.v1alpha1.Channel;
import dev.leasehold.api.v1alpha1.ChannelType;
import dev.leasehold.api.v1alpha1.Owners;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.RecordedEntitlement;
import dev.leasehold.api.v1alpha1.RecordedTransfer;
import dev.leasehold.model.Governance;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says who is accountable for a record and on what grounds: whoever owns the catalog, unless the
 * catalog itself has handed that over for a time and the other side accepted it. Who approved, in
 * what haste and through which tool is told, and moves nothing.
 */
final class AccountabilityWriter {
  private static final int LINE = 1024;

  private AccountabilityWriter() {}

  /** For access that was given. */
  static Accountability given(AccessRecordSpec spec, Instant now) {
    String approval =
        spec.approvals().isEmpty()
            ? "nobody had to approve, since the catalog says Auto"
            : "by "
                + spec.approvals().stream()
                    .map(a -> a.approver() + " in role " + String.join("+", a.roles()))
                    .distinct()
                    .collect(Collectors.joining(", "))
                + ", to whom approving is delegated";
    return of(spec, approval, now);
  }

  /** Where nothing was granted, that too is somebody's to answer for. */
  static Accountability refused(AccessRecordSpec spec, String actor, Instant now) {
    return of(spec, "nothing was granted: " + spec.outcome() + " by " + actor, now);
  }

  /** Names come last: they may be long, and the line may be cut. */
  private static Accountability of(AccessRecordSpec spec, String event, Instant now) {
    Owners owners = spec.entitlement().owners();
    RecordedTransfer transfer = spec.entitlement().accountabilityTransfer();
    boolean moved =
        transfer != null
            && transfer.acceptedBy() != null
            && now.isBefore(Instant.parse(transfer.until()));
    String owner = owners == null ? "unknown" : owners.catalog().team();
    return new Accountability(
        PlainLine.of(transfer != null && moved ? transfer.to() : owner, LINE),
        PlainLine.of(
            transfer(transfer, moved, now)
                + grounds(spec.entitlement(), owners)
                + "; delegation, emergencies and assistants change the approval event only and do"
                + " not move accountability; approval event"
                + circumstances(spec)
                + ": "
                + event,
            LINE));
  }

  private static String transfer(@Nullable RecordedTransfer transfer, boolean moved, Instant now) {
    if (transfer == null) {
      return "";
    }
    if (transfer.acceptedBy() == null) {
      return (Governance.Transfer.isTooLong(Instant.parse(transfer.until()), now)
              ? "the transfer to " + transfer.to() + " ends more than 366 days ahead"
              : "nobody accepted the transfer to " + transfer.to())
          + ", so it moves nothing; ";
    }
    return moved
        ? "handed over by the catalog to "
            + transfer.to()
            + " until "
            + transfer.until()
            + ", accepted by "
            + transfer.acceptedBy()
            + ", because: "
            + transfer.because()
            + "; otherwise "
        : "the transfer to " + transfer.to() + " ended at " + transfer.until() + "; ";
  }

  private static String grounds(RecordedEntitlement entitlement, @Nullable Owners owners) {
    return owners == null
        ? "there was no catalog " + entitlement.catalog() + " to say who owns " + entitlement.name()
        : owners.catalog().team()
            + " owns catalog "
            + entitlement.catalog()
            + ", which defines "
            + entitlement.name()
            + "; policy by "
            + owners.policy().team()
            + ", provisioning by "
            + owners.provisioning().team();
  }

  private static String circumstances(AccessRecordSpec spec) {
    return (spec.emergency() ? ", as an emergency" : "") + asked(spec.channel());
  }

  private static String asked(@Nullable Channel channel) {
    if (channel == null) {
      return "";
    }
    String name = channel.name() == null ? "" : " (" + channel.name() + ")";
    return channel.type() == ChannelType.AIAssistant
        ? ", asked through an AI assistant" + name
        : channel.type() == ChannelType.Pipeline ? ", asked through a pipeline" + name : "";
  }
}
