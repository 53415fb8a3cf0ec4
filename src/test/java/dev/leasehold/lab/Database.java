package dev.leasehold.lab;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A real PostgreSQL on loopback with throw-away data: a shop's orders, and the users that Vault
 * makes.
 */
public final class Database implements AutoCloseable {
  /** Who may make users. */
  static final String OWNER = "lab";

  /**
   * SQLSTATE for a wrong password, which a user that is not there has too; for no login; and for
   * being sent away just after it.
   */
  private static final Set<String> REFUSED = Set.of("28P01", "28000", "57P01");

  /** In seconds; a session that is cut off is known at once, a slow machine's is not cut off. */
  private static final int ANSWERS_WITHIN = 20;

  private static final String ORDERS =
      """
      CREATE TABLE orders (id int PRIMARY KEY, note text NOT NULL);
      INSERT INTO orders VALUES (1, 'tea'), (2, 'milk');
      """;

  private final Tether.ThrowAway directory = Tether.directory();
  private final Unprivileged servant = new Unprivileged(directory.path());
  private final String password = UUID.randomUUID().toString();
  private final int port = ControlPlane.freePort();
  private final Server server;

  Database(Path logs) {
    Path data = directory.path().resolve("data");
    try {
      initialise(data);
      this.server = new Server(logs.resolve("postgres.log"), serve(data), Tether.Farewell.QUIT);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Waits until it can be used, and fills it. */
  void open() {
    awaitReady();
    asOwner(ORDERS);
  }

  int port() {
    return port;
  }

  /** The owner's password, for Vault. */
  String password() {
    return password;
  }

  /** Where it is, for a driver. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable";
  }

  /** A session of this user; the caller closes it. */
  public Connection login(String user, String secret) throws SQLException {
    return DriverManager.getConnection(url(), user, secret);
  }

  /** Whether this user can log in now; anything but a refusal of exactly that is an error. */
  public boolean admits(String user, String secret) {
    try (Connection session = login(user, secret)) {
      return session.isValid(ANSWERS_WITHIN);
    } catch (SQLException e) {
      if (REFUSED.contains(e.getSQLState())) {
        return false;
      }
      throw new IllegalStateException("the database could not be asked", e);
    }
  }

  /** Everybody who was made a user of it. */
  public Set<String> users() {
    Set<String> users = new TreeSet<>();
    try (Connection session = login(OWNER, password);
        Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT usename FROM pg_user")) {
      while (rows.next()) {
        users.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the users could not be listed", e);
    }
    users.remove(OWNER);
    return users;
  }

  /** Runs statements as its owner. */
  public void asOwner(String statements) {
    try (Connection session = login(OWNER, password);
        Statement statement = session.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException("refused: " + statements, e);
    }
  }

  /** It goes away, and keeps its data. */
  public void stop() {
    server.close();
  }

  /** It comes back with what it knew. */
  public void start() {
    server.start();
    awaitReady();
  }

  long pid() {
    return server.pid();
  }

  void requireRunning() {
    server.requireRunning();
  }

  @Override
  public void close() {
    server.close();
    directory.close();
  }

  private void awaitReady() {
    Lab.await().until(this::isReady);
  }

  private boolean isReady() {
    server.requireRunning();
    try (Connection session = login(OWNER, password)) {
      return session.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private void initialise(Path data) {
    Path secret = directory.file("password", password);
    servant.owns(secret);
    List<String> flags =
        List.of(
            "--pgdata=" + data,
            "--username=" + OWNER,
            "--pwfile=" + secret,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync");
    Outcome.of(command("initdb", flags), Map.of(), null).orThrow();
  }

  /** No files outside its directory: whatever is left behind goes with that. */
  private List<String> serve(Path data) {
    Stream<String> settings =
        Stream.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "dynamic_shared_memory_type=mmap",
            "fsync=off");
    return command(
        "postgres",
        Stream.concat(
                Stream.of("-D", data.toString()),
                settings.flatMap(setting -> Stream.of("-c", setting)))
            .toList());
  }

  private List<String> command(String program, List<String> flags) {
    Path beside = Programs.path("postgres").resolveSibling(program);
    return servant.command(Stream.concat(Stream.of(beside.toString()), flags.stream()).toList());
  }
}
