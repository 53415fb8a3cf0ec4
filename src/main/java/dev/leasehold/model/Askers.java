package dev.leasehold.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks: whoever put the request there, and for whom.
 *
 * @param requester who asks; as claimed by the applier where the two differ
 * @param applier whom the API server authenticated when the request was created; empty where it did
 *     not
 * @param as what the applier is, as the guard marked it then
 */
public record Askers(String requester, String applier, As as, Persons persons) {
  private static final Reason UNPROVED =
      new Reason(
          ReasonCode.APPLIER_UNPROVED,
          "created when the admission policies may have been off: who applied it is not known, so"
              + " two people have to approve; or ask again (another name, or delete and re-create"
              + " with another spec.requestId)");

  /** What an applier is. */
  public enum As {
    PERSON,
    /** May request for others, and named nobody: a controller, or somebody who could be one. */
    DELEGATE,
    /** Listed as a machine, by name or by a group that only the API server sees. */
    MACHINE,
    /** Created when the guard may have been off: the names may be somebody else's. */
    UNPROVED
  }

  /** People without marks and further names. */
  public static Askers of(String requester, String applier) {
    return new Askers(requester, applier, As.PERSON, Persons.PLAIN);
  }

  /** The same names, of which nobody knows who wrote them. */
  public Askers unproved() {
    return new Askers(requester, applier, As.UNPROVED, persons);
  }

  /** Whether anybody is known to have asked. */
  public boolean attested() {
    return !applier.isBlank();
  }

  /** Why nobody knows who asks, and what to do about it; empty if it is known. */
  public Optional<Reason> caution() {
    return as == As.UNPROVED ? Optional.of(UNPROVED) : Optional.empty();
  }

  /** The requester's name was given by somebody else, typically a GitOps controller. */
  public boolean claimed() {
    return !requester.equals(applier);
  }

  /** Both names, as written. */
  public Set<String> names() {
    return claimed() ? Set.of(requester, applier) : Set.of(requester);
  }

  /** Whether that is one of them, by whichever name. */
  public boolean include(String who) {
    return persons.same(who, requester) || persons.same(who, applier);
  }

  /** Whether the applier is a machine, which applies for many. */
  public boolean byMachine() {
    return as == As.MACHINE || persons.isMachine(applier);
  }

  /** One pair of eyes is not enough where the asker may be a machine, or is only said to ask. */
  public boolean needTwoApprovers() {
    return twoApproversBecause().isPresent();
  }

  /** Why two people have to approve, as a clause about this request; empty if they need not. */
  public Optional<String> twoApproversBecause() {
    if (as == As.UNPROVED) {
      return Optional.of("who applied it is not known");
    }
    if (byMachine()) {
      return Optional.of("\"" + applier + "\", who applied it, is a machine");
    }
    if (persons.isMachine(requester)) {
      return Optional.of("its requester \"" + requester + "\" is a machine");
    }
    if (claimed()) {
      return Optional.of("\"" + applier + "\" applied it for \"" + requester + "\"");
    }
    return as == As.DELEGATE
        ? Optional.of("\"" + applier + "\", who applied it, may do so for others")
        : Optional.empty();
  }

  /** Whose caps it takes up: a claim is the applier's with this name, and never the named one's. */
  public String account() {
    return persons.same(requester, applier) && as != As.UNPROVED
        ? personal(applier)
        : "claim " + persons.key(applier) + "\n" + persons.key(requester);
  }

  /**
   * Whose duties it touches: those that it takes caps from and, where the applier is a person, that
   * person, whatever name is claimed. A machine applies for many, so it has no duties of its own.
   */
  public List<String> duties() {
    List<String> duties = new ArrayList<>(List.of(account()));
    if (!byMachine() && as != As.UNPROVED && !duties.contains(personal(applier))) {
      duties.add(personal(applier));
    }
    return List.copyOf(duties);
  }

  /** Whose duties it must not break: a claim also those of whom it names. */
  public List<String> bounds() {
    List<String> bounds = new ArrayList<>(duties());
    if (!bounds.contains(personal(requester))) {
      bounds.add(personal(requester));
    }
    return List.copyOf(bounds);
  }

  /**
   * By whom new requests are counted: a person in all namespaces, and what may apply for others in
   * each by itself. Names that are only claimed are counted nowhere.
   */
  public String counted(String namespace) {
    return needTwoApprovers()
        ? "applier " + persons.key(applier) + "\nin " + namespace
        : personal(applier);
  }

  private String personal(String name) {
    return "person " + persons.key(name);
  }
}
