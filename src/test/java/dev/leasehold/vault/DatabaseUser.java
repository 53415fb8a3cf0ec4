package dev.leasehold.vault;

import dev.leasehold.lab.Database;
import dev.leasehold.path.Asked;
import dev.leasehold.path.Workload;
import io.fabric8.kubernetes.api.model.Secret;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A user of the database as one was delivered, for as long as it can log in. */
record DatabaseUser(Database database, String name, String password) {
  /** The one that was delivered for a request of one target. */
  static DatabaseUser deliveredTo(Asked asked) {
    return deliveredTo(asked, "");
  }

  /** The one of the target with this prefix. */
  static DatabaseUser deliveredTo(Asked asked, String prefix) {
    Secret secret = asked.secret();
    return new DatabaseUser(
        asked.shop().lab().vault().database(),
        Workload.text(secret, prefix + "username"),
        Workload.text(secret, prefix + "password"));
  }

  boolean logsIn() {
    return database.admits(name, password);
  }

  /** As an API would say it. */
  int code() {
    return logsIn() ? 200 : 401;
  }

  /** How many orders it can read. */
  int orders() {
    try (Connection session = database.login(name, password);
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM orders")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the orders cannot be read", e);
    }
  }

  /** Whether it may add one. */
  boolean writes() {
    try (Connection session = database.login(name, password);
        Statement statement = session.createStatement()) {
      return statement.executeUpdate("INSERT INTO orders VALUES (99, 'none')") > 0;
    } catch (SQLException refused) {
      return false;
    }
  }
}
