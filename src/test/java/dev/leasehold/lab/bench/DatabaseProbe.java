package dev.leasehold.lab.bench;

import dev.leasehold.lab.Database;

/** Logs in to a database; the credential is a user's name and password, with a space between. */
record DatabaseProbe(Database database) implements Use {
  @Override
  public Answer once(String credential) {
    String[] login = credential.split(" ", 2);
    int status = database.admits(login[0], login[1]) ? 200 : 401;
    return new Answer(status, System.nanoTime());
  }
}
