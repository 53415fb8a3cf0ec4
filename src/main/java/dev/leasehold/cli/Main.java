package dev.leasehold.cli;

/** Entry point of the program; each subcommand is a class of its own. */
public final class Main {
  private Main() {}

  /** Runs the subcommand named first and exits with its code. */
  public static void main(String[] args) {
    System.out.println("leasehold " + args.length);
  }
}
