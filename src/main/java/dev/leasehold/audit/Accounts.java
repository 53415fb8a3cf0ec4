package dev.leasehold.audit;

import dev.leasehold.evidence.EntryReader;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Statement;
import dev.leasehold.evidence.TreeHash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a log says of each request, in little room, to be compared with records. It is worth what
 * the verdict about the entries is. For one use by one thread.
 */
public final class Accounts implements EntryReader {
  /** Requests that are held, also those whose records were let go. */
  public static final int MAX = 250_000;

  private final int limit;
  private final Words words = new Words();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final EntryHashes hashes = new EntryHashes();
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> newest = Optional.empty();
  private boolean exceeded;

  public Accounts() {
    this(MAX);
  }

  Accounts(int limit) {
    this.limit = limit;
  }

  @Override
  public void read(long index, TreeHash leaf, Statement statement) {
    // What a record told is of any time, also before there was a log.
    if (!statement.fromRecord()) {
      saw(statement.at());
    }
    String uid = Excerpt.of(statement.uid());
    Account account = accounts.get(uid);
    if (account == null && statement.kind() == EventKind.ORPHAN_REMOVED) {
      // Its mark may be of any request, or of none.
      return;
    }
    if (account == null) {
      if (accounts.size() == limit) {
        exceeded = true;
        return;
      }
      account = new Account(accounts.size());
      accounts.put(uid, account);
    }
    account.take(index, statement, words);
    hashes.add(index, leaf, account.number());
  }

  private void saw(Instant at) {
    first = first.filter(before -> !at.isBefore(before)).or(() -> Optional.of(at));
    newest = newest.filter(at::isBefore).or(() -> Optional.of(at));
  }

  /** Whether there were too many requests; then nothing can be compared. */
  public boolean isExceeded() {
    return exceeded;
  }

  Optional<Account> find(String uid) {
    return Optional.ofNullable(accounts.get(Excerpt.of(uid)));
  }

  void forEach(BiConsumer<String, Account> each) {
    accounts.forEach(each);
  }

  Optional<EntryHashes.Found> entry(long index) {
    return hashes.find(index);
  }

  /** The earliest time that an entry says whose writer saw what it tells. */
  Optional<Instant> first() {
    return first;
  }

  /** The latest. */
  Optional<Instant> newest() {
    return newest;
  }
}
