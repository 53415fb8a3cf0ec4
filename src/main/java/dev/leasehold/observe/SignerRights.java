package dev.leasehold.observe;

import dev.leasehold.approval.ssh.Signer;
import dev.leasehold.model.Request;
import dev.leasehold.observe.Authority.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a signer may approve a request, by the same questions that the policy leasehold-approvals
 * asks of whoever annotates: roles are held by name and never by wildcard, and nobody approves for
 * somebody in whose name they can act.
 */
final class SignerRights {
  private static final String GROUP = "leasehold.dev";
  private static final String ENTITLEMENTS = "entitlements";
  private static final String APPROVE = "approve";

  /** Given to nobody by name: whoever has it, has it by wildcard. */
  private static final String NEVER = "never-granted";

  private static final Pattern ACCOUNT =
      Pattern.compile("system:serviceaccount:([^:]+):([^:]+)", Pattern.DOTALL);

  private final Authority authority;
  private final Signer signer;
  private boolean unknown;

  SignerRights(Authority authority, Signer signer) {
    this.authority = authority;
    this.signer = signer;
  }

  /** What came of asking. */
  sealed interface Standing {
    /** The signer approves, in these roles. */
    record Holds(Set<String> roles) implements Standing {}

    /** The signer does not, and why. */
    record Lacks(String reason) implements Standing {}

    /** It could not be asked. */
    record Unknown() implements Standing {}
  }

  /**
   * Asks in which of the roles the signer may approve the request.
   *
   * @param controllersToo the catalog lets those approve who could act as requester or subject
   */
  Standing of(Request request, Set<String> roles, boolean controllersToo) {
    String entitlement = request.entitlement().qualified();
    Standing standing = judge(request, entitlement, roles, controllersToo);
    return unknown ? new Standing.Unknown() : standing;
  }

  private Standing judge(
      Request request, String entitlement, Set<String> roles, boolean controllersToo) {
    if (yes(NEVER, "", "canary") || yes(APPROVE, NEVER, entitlement)) {
      return new Standing.Lacks(
          signer.user() + " has wildcard rights, and those do not make an approver");
    }
    Set<String> held = new TreeSet<>();
    for (String role : roles) {
      if (yes(APPROVE, role, entitlement) && !yes(NEVER, role, entitlement)) {
        held.add(role);
      }
    }
    if (held.isEmpty()) {
      return new Standing.Lacks(
          signer.user()
              + " holds none of the roles "
              + String.join(", ", new TreeSet<>(roles))
              + " for "
              + entitlement);
    }
    if (!controllersToo && controls(request)) {
      return new Standing.Lacks(
          signer.user()
              + " may impersonate, or mint tokens for, requester, applier or subject, and so"
              + " cannot approve for them");
    }
    return new Standing.Holds(held);
  }

  private boolean controls(Request request) {
    return List.of(request.subject().userName(), request.applier(), request.requester()).stream()
        .distinct()
        .flatMap(user -> acting(user).stream())
        .anyMatch(this::yes);
  }

  /** Every way to act as this user, in its old and its constrained form. */
  private static List<Question> acting(String user) {
    List<Question> ways = new ArrayList<>();
    Matcher account = ACCOUNT.matcher(user);
    if (account.matches()) {
      String in = account.group(1);
      String name = account.group(2);
      ways.add(new Question("impersonate", "", "serviceaccounts", "", in, name));
      ways.add(new Question("create", "", "serviceaccounts", "token", in, name));
      ways.add(
          new Question(
              "impersonate:serviceaccount",
              "authentication.k8s.io",
              "serviceaccounts",
              "",
              in,
              name));
    } else {
      ways.add(new Question("impersonate", "", "users", "", "", user));
      ways.add(
          new Question("impersonate:user-info", "authentication.k8s.io", "users", "", "", user));
    }
    return ways;
  }

  private boolean yes(String verb, String role, String name) {
    return yes(new Question(verb, GROUP, ENTITLEMENTS, role, "", name));
  }

  private boolean yes(Question question) {
    return switch (authority.may(signer.user(), signer.groups(), question)) {
      case YES -> true;
      case NO -> false;
      case UNKNOWN -> {
        unknown = true;
        yield false;
      }
    };
  }
}
