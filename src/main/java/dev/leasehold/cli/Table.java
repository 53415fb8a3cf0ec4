package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.PlainLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text, for a terminal or for a spreadsheet; neither takes a cell for anything else. */
record Table(List<List<String>> rows) {
  private static final int CELL = 300;

  /** What a spreadsheet takes for the beginning of a formula. */
  private static final String FORMULA = "=+-@＝＋－＠";

  Table {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** In columns. */
  void print(PrintWriter out) {
    List<List<String>> plain =
        rows.stream()
            .map(row -> row.stream().map(cell -> PlainLine.of(cell, CELL)).toList())
            .toList();
    for (List<String> row : plain) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column))
            .append(" ".repeat(width(plain, column) - row.get(column).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  /** As RFC 4180 has it, every cell quoted. */
  void printCsv(PrintWriter out) {
    for (List<String> row : rows) {
      out.print(csv(row));
    }
    out.flush();
  }

  /** One line of it, with its end. */
  static String csv(List<String> row) {
    return row.stream().map(Table::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String quoted(String cell) {
    String plain = PlainLine.of(cell, CELL).strip();
    String text = !plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0 ? "'" + plain : plain;
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
