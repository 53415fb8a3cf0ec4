package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.PlainLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text, for a terminal or for a spreadsheet; neither takes a cell for anything else. */
record Table(List<List<String>> rows) {
  private static final int CELL = 300;

  private static final String GAP = "  ";
  private static final String BELOW = "    ";

  /** What a spreadsheet takes for the beginning of a formula. */
  private static final String FORMULA = "=+-@＝＋－＠";

  Table {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** In columns, below a header. Columns that the terminal has no place for are below each row. */
  void print(PrintWriter out, Columns terminal) {
    List<List<String>> plain =
        rows.stream()
            .map(row -> row.stream().map(cell -> PlainLine.of(cell, CELL)).toList())
            .toList();
    int kept = kept(plain, terminal);
    for (List<String> row : plain) {
      out.println(line(plain, row.subList(0, kept)));
      if (!row.equals(plain.getFirst())) {
        below(plain.getFirst(), row, kept, terminal).forEach(out::println);
      }
    }
    out.flush();
  }

  private static String line(List<List<String>> rows, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      line.append(cells.get(column))
          .append(" ".repeat(width(rows, column) - cells.get(column).length()))
          .append(GAP);
    }
    return line.toString().stripTrailing();
  }

  /** How many columns have a place, from the first on. */
  private static int kept(List<List<String>> rows, Columns terminal) {
    int kept = 0;
    int width = 0;
    while (kept < rows.getFirst().size() && terminal.hold(width + width(rows, kept))) {
      width += width(rows, kept) + GAP.length();
      kept++;
    }
    return Math.max(1, kept);
  }

  /** The other cells, each behind its header. */
  private static List<String> below(
      List<String> header, List<String> row, int from, Columns terminal) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (int column = from; column < row.size(); column++) {
      String cell = header.get(column) + " " + row.get(column);
      if (!line.isEmpty() && terminal.hold((line + GAP + cell).length())) {
        line += GAP + cell;
      } else {
        lines.addAll(terminal.fold(line));
        line = BELOW + cell;
      }
    }
    lines.addAll(terminal.fold(line));
    return lines.stream().filter(one -> !one.isEmpty()).toList();
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
