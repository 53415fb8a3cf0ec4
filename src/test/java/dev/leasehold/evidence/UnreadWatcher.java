package dev.leasehold.evidence;

import java.util.List;

/** Keeps only why a log was not read. */
public record UnreadWatcher(List<String> said) implements LogWatcher {
  @Override
  public void written(Event event, Receipt receipt) {}

  @Override
  public void fails(String why) {}

  @Override
  public void works() {}

  @Override
  public void unread(String why) {
    said.add(why);
  }

  @Override
  public void lost(Event event) {}
}
