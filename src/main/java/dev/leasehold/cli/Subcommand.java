package dev.leasehold.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The subcommands, in the order in which help lists them. */
enum Subcommand {
  OPERATOR,
  SIGN,
  CHECK,
  REPORT,
  NOTIFY,
  EVIDENCE,
  PENDING,
  SHOW,
  APPROVE,
  DENY,
  REVOKE,
  REVIEW,
  REDELIVER,
  OFFBOARD,
  REINSTATE,
  MINE,
  REQUEST,
  WHY,
  WAIT,
  COMPLETION;

  /** What is typed. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that is typed like this, if there is one. */
  static Optional<Subcommand> named(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** Its class, which is not loaded before. */
  Class<?> type() {
    return switch (this) {
      case OPERATOR -> OperatorCommand.class;
      case SIGN -> SignCommand.class;
      case CHECK -> CheckCommand.class;
      case REPORT -> ReportCommand.class;
      case NOTIFY -> NotifyCommand.class;
      case EVIDENCE -> EvidenceCommand.class;
      case PENDING -> PendingCommand.class;
      case SHOW -> ShowCommand.class;
      case APPROVE -> ApproveCommand.class;
      case DENY -> DenyCommand.class;
      case REVOKE -> RevokeCommand.class;
      case REVIEW -> ReviewCommand.class;
      case REDELIVER -> RedeliverCommand.class;
      case OFFBOARD -> OffboardCommand.class;
      case REINSTATE -> ReinstateCommand.class;
      case MINE -> MineCommand.class;
      case REQUEST -> RequestCommand.class;
      case WHY -> WhyCommand.class;
      case WAIT -> WaitCommand.class;
      case COMPLETION -> CompletionCommand.class;
    };
  }
}
